import type { Check } from '../check.ts';

/** Scripts that boot, network, login banners and desktops run. */
export const bootScript: Check = {
  id: 'boot-script',
  title: 'New or changed start script',
  why: 'rc.local, init scripts, generators, banners and autostart entries run by themselves, mostly as root.',
  subject: 'boot-script',
  sections: ['startup'],
  attack: ['T1037.004', 'T1547.013', 'T1546'],
  lookAlikes: [
    'files that a package owns and has not changed: digests of dpkg, ucf and apk',
    'files that dnf placed: the log and their build time, since rpm cannot be asked without writing',
    "a package's script changing files right now: within two minutes of an entry of dpkg.log, low",
    'autostart entries of desktop packages',
  ],
  next: 'Read {file}; if nobody wrote it, move it away.',
  summary: '{file} is new, changed, or runs something it should not.',
  rules: [
    {
      disposition: 'ambiguous',
      severity: 'high',
      any: [['scratch-command', 'download-to-shell', 'encoded-to-shell', 'socket-redirection']],
    },
    {
      disposition: 'ambiguous',
      severity: 'low',
      all: ['package-activity'],
      none: ['package-installed'],
      onChange: true,
    },
    { disposition: 'ambiguous', severity: 'medium', none: ['package-installed'], onChange: true },
  ],
};

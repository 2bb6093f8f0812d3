import type { Check } from '../check.ts';

/** udev rules that run programs. */
export const udevRule: Check = {
  id: 'udev-rule',
  title: 'New or changed udev rule that runs a program',
  why: 'A udev rule may run a program as root whenever a device appears, which is at least once a boot.',
  subject: 'udev-rule',
  sections: ['startup'],
  attack: ['T1546.017'],
  lookAlikes: [
    'files that a package owns and has not changed: digests of dpkg, ucf and apk',
    'files that dnf placed: the log and their build time, since rpm cannot be asked without writing',
    "a package's script changing files right now: within two minutes of an entry of dpkg.log, low",
    'rules that only name or permit devices: run nothing, so they are not compared',
  ],
  next: 'Read {file}; if nobody wrote it, move it away and run udevadm control --reload.',
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

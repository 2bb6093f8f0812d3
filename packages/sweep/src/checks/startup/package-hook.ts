import type { Check } from '../check.ts';

/** Hooks of apt, dpkg, dnf and git templates. */
export const packageHook: Check = {
  id: 'package-hook',
  title: 'New or changed hook of a package manager',
  why: 'A hook runs as root at each update, which is as good as a cron job and looked at less.',
  subject: 'package-hook',
  sections: ['startup'],
  attack: ['T1546.016'],
  lookAlikes: [
    'files that a package owns and has not changed: digests of dpkg, ucf and apk',
    'files that dnf placed: the log and their build time, since rpm cannot be asked without writing',
    "a package's script changing files right now: within two minutes of an entry of dpkg.log, low",
    'the settings that container images of Debian bring: learned',
  ],
  next: 'Read {file}; if nobody wrote it, move it away before the next update.',
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

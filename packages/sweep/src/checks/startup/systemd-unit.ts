import type { Check } from '../check.ts';

/** Units, timers, drop-ins and their links. */
export const systemdUnit: Check = {
  id: 'systemd-unit',
  title: 'New or changed systemd unit',
  why: 'A unit is started at boot or by a timer, as root unless it says otherwise.',
  subject: 'systemd-unit',
  sections: ['startup'],
  attack: ['T1543.002', 'T1053.006'],
  lookAlikes: [
    'files that a package owns and has not changed: digests of dpkg, ucf and apk',
    'files that dnf placed: the log and their build time, since rpm cannot be asked without writing',
    "a package's script changing files right now: within two minutes of an entry of dpkg.log, low",
    'links that enable a packaged unit',
    'snapd: units that only run or mount snaps',
    'scopes and transient units of docker and logins: they start nothing of their own',
  ],
  next: 'systemctl cat shows it; if nobody wrote it, systemctl disable --now it and keep the file.',
  summary: '{file} is new, changed, or starts something it should not.',
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

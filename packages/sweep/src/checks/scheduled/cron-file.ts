import type { Check } from '../check.ts';

/** Cron tables and scripts. */
export const cronFile: Check = {
  id: 'cron-file',
  title: 'New or changed cron job',
  why: 'Cron starts a command again and again; it is the usual way for a miner to come back after it was ended.',
  subject: 'cron-file',
  sections: ['scheduled'],
  attack: ['T1053.003'],
  lookAlikes: [
    'files that a package owns and has not changed: digests of dpkg, ucf and apk',
    'files that dnf placed: the log and their build time, since rpm cannot be asked without writing',
    "a package's script changing files right now: within two minutes of an entry of dpkg.log, low",
    'certbot, logrotate and others: owned by their packages',
    'a log or lock below /tmp: only commands that run from there count',
  ],
  next: 'Read {file}; if nobody put the line there, take it out and see what it started.',
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

import type { Check } from '../check.ts';

/** Jobs of at. */
export const atJob: Check = {
  id: 'at-job',
  title: 'Job waiting for its time',
  why: 'A job of at runs once, later, when nobody looks.',
  subject: 'at-job',
  sections: ['scheduled'],
  attack: ['T1053.002'],
  lookAlikes: [
    'files that a package owns and has not changed: digests of dpkg, ucf and apk',
    "a package's script changing files right now: within two minutes of an entry of dpkg.log, low",
    'at used by hand: each job is new by nature, hence low',
  ],
  next: 'Read it with at -c; atrm removes it.',
  summary: 'The job {file} waits to be run.',
  rules: [
    {
      disposition: 'ambiguous',
      severity: 'high',
      any: [['scratch-command', 'download-to-shell', 'encoded-to-shell', 'socket-redirection']],
    },
    { disposition: 'ambiguous', severity: 'low', onChange: true },
  ],
};

import type { Check } from '../check.ts';

/** What decides who is let in. */
export const pamFile: Check = {
  id: 'pam-file',
  title: 'New or changed PAM rule',
  why: 'PAM decides who gets in and sees every password; one line lets everybody in or sends passwords away.',
  subject: 'pam-file',
  sections: ['login'],
  attack: ['T1556.003'],
  lookAlikes: [
    'files that a package owns and has not changed: digests of dpkg, ucf and apk',
    'files that dnf placed: the log and their build time, since rpm cannot be asked without writing',
    "a package's script changing files right now: within two minutes of an entry of dpkg.log, low",
    'pam-auth-update after a package: low, because of dpkg.log',
  ],
  next: 'Compare {file} with its package (dpkg --verify); a line with pam_exec or a sufficient pam_permit is an alarm.',
  summary: '{file} is new or changed.',
  rules: [
    {
      disposition: 'ambiguous',
      severity: 'high',
      any: [['scratch-command', 'download-to-shell', 'encoded-to-shell', 'socket-redirection']],
    },
    {
      disposition: 'ambiguous',
      severity: 'high',
      any: [['pam-exec', 'pam-permit']],
      none: ['package-installed'],
      onChange: true,
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

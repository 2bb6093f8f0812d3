import type { Check } from '../check.ts';

/** What every shell reads first. */
export const shellProfile: Check = {
  id: 'shell-profile',
  title: 'New or changed shell start file',
  why: 'These files run in every new shell of their user, so a line in them steals passwords or starts a program.',
  subject: 'shell-profile',
  sections: ['startup'],
  attack: ['T1546.004'],
  lookAlikes: [
    'files that a package owns and has not changed: digests of dpkg, ucf and apk',
    "a package's script changing files right now: within two minutes of an entry of dpkg.log, low",
    'people change their own shell files: low',
    'files copied from /etc/skel for a new user',
  ],
  next: 'Compare {file} with a copy; ask its owner.',
  summary: '{file} is new, changed, or runs something it should not.',
  rules: [
    {
      disposition: 'ambiguous',
      severity: 'high',
      any: [['scratch-command', 'download-to-shell', 'encoded-to-shell', 'socket-redirection']],
    },
    { disposition: 'ambiguous', severity: 'low', none: ['package-installed'], onChange: true },
  ],
};

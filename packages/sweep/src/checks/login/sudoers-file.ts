import type { Check } from '../check.ts';

/** Who may do what as root. */
export const sudoersFile: Check = {
  id: 'sudoers-file',
  title: 'New or changed sudo rule',
  why: 'A rule of sudo decides who becomes root, and whether a password is asked.',
  subject: 'sudoers-file',
  sections: ['login'],
  attack: ['T1548.003'],
  lookAlikes: [
    "cloud-init's 90-cloud-init-users: learned with the first sweep",
    'files that a package owns and has not changed: digests of dpkg, ucf and apk',
  ],
  next: 'Read {file} with visudo -c; take out what nobody asked for.',
  summary: '{file} is new or changed.',
  rules: [
    {
      disposition: 'ambiguous',
      severity: 'high',
      all: ['sudo-nopasswd-all'],
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
    { disposition: 'ambiguous', severity: 'high', none: ['package-installed'], onChange: true },
  ],
};

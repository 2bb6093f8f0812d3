import type { Check } from '../check.ts';

/** Python code that every Python program runs first. */
export const pythonPath: Check = {
  id: 'python-path',
  title: 'Code in every Python program',
  why: 'A .pth file with an import line, sitecustomize and usercustomize run in each Python process of the host.',
  subject: 'python-path',
  sections: ['startup'],
  attack: ['T1546.018'],
  lookAlikes: [
    'files that a package owns and has not changed: digests of dpkg, ucf and apk',
    'files that dnf placed: the log and their build time, since rpm cannot be asked without writing',
    "a package's script changing files right now: within two minutes of an entry of dpkg.log, low",
    '.pth files that only name directories',
    'setuptools: distutils-precedence.pth belongs to its package or is learned',
  ],
  next: 'Read {file}; remove it if no package of yours put it there.',
  summary: '{file} is new, changed, or runs something it should not.',
  rules: [
    {
      disposition: 'ambiguous',
      severity: 'high',
      any: [
        [
          'scratch-command',
          'download-to-shell',
          'encoded-to-shell',
          'socket-redirection',
          'python-import-runs',
        ],
      ],
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

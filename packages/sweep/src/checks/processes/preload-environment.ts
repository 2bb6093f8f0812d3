import type { Check } from '../check.ts';

export const preloadEnvironment: Check = {
  id: 'preload-environment',
  title: 'A library is forced into programs by the environment',
  why: 'LD_PRELOAD loads code into every program started under it: rootkits hide files and steal passwords that way.',
  subject: 'process',
  sections: ['processes'],
  attack: ['T1574.006'],
  lookAlikes: [
    'allocators, fakeroot and the like: packages own them',
    '/opt, /usr/local and home directories: not judged by this check alone',
  ],
  next: 'Look at the library: {library}.',
  summary: 'process {pid} ({exe}) loads {library} into everything it starts',
  rules: [
    { disposition: 'ambiguous', severity: 'high', all: ['preload-environment-scratch'] },
    { disposition: 'ambiguous', severity: 'medium', all: ['preload-environment-unowned'] },
  ],
};

import type { Check } from '../check.ts';

/** Libraries that the loader puts into every process. */
export const preloadLibrary: Check = {
  id: 'preload-library',
  title: 'Library in every process',
  why: 'A preloaded library is inside every program that starts, and can hide files, processes and logins from all of them.',
  subject: 'preload-library',
  sections: ['preload'],
  attack: ['T1574.006', 'T1014'],
  lookAlikes: [
    'libjemalloc, snoopy, anti-virus agents, libarmmem of Raspberry Pi: owned by a package and unchanged',
    'a library that was removed while the line stayed: the file is missing',
    'hosts whose files no package owns (Nix, busybox): learned',
  ],
  next: 'Do not trust what commands on this host show; look at {path} from outside or with a static busybox.',
  summary: '{path} is loaded into every new process.',
  rules: [
    {
      disposition: 'ambiguous',
      severity: 'high',
      any: [['preload-scratch', 'preload-deleted', 'preload-unowned', 'package-modified']],
    },
    { disposition: 'ambiguous', severity: 'high', all: ['preload-unannounced', 'preload-outside'] },
    { disposition: 'benign', severity: 'info', all: ['package-owned'] },
    { disposition: 'ambiguous', severity: 'low', all: ['preload-missing'], onChange: true },
    {
      disposition: 'ambiguous',
      severity: 'high',
      any: [['preload-listed', 'preload-mapped']],
      onChange: true,
    },
  ],
};

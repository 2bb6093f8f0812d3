import type { Check } from '../check.ts';

export const deletedLibraryDrift: Check = {
  id: 'deleted-library-drift',
  title: 'A program that did not before runs code of a deleted library',
  why: 'Outside scratch directories a replaced library is most often an update; only a program that never did it counts.',
  subject: 'deleted-library',
  sections: ['processes'],
  attack: ['T1055.001'],
  lookAlikes: ['programs that update themselves'],
  next: 'Restart the program if you updated it; else look at /proc/{pid}/maps.',
  summary: '{exe} (process {pid}) runs code of {library}, which was deleted',
  rules: [{ disposition: 'ambiguous', severity: 'low', all: ['deleted-library'], onChange: true }],
};

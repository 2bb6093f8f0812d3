import type { Check } from '../check.ts';

export const deletedLibrary: Check = {
  id: 'deleted-library',
  title: 'A process runs code of a deleted library',
  why: 'Injected libraries are deleted after they are loaded, as programs are.',
  subject: 'process',
  sections: ['processes'],
  attack: ['T1055.001', 'T1574.006'],
  lookAlikes: [
    'libraries that an upgrade replaced: a package owns the path',
    'language runtimes that unpack and delete their native code in /tmp',
  ],
  next: 'Look at /proc/{pid} before anything else: ls -l /proc/{pid}/exe /proc/{pid}/cwd; copy its program with cat /proc/{pid}/exe. Do not kill it: that destroys the evidence.',
  summary: 'process {pid} ({exe}) runs code of {library}, which was deleted',
  rules: [{ disposition: 'ambiguous', severity: 'medium', all: ['deleted-library-scratch'] }],
};

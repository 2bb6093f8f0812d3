import type { Check } from '../check.ts';

/** Programs and files where nobody looks. */
export const hiddenFile: Check = {
  id: 'hidden-file',
  title: 'Hidden program',
  why: 'Miners and implants live in directories of dots, in shared memory and among devices, where listings do not show them.',
  subject: 'hidden-file',
  sections: ['hidden'],
  attack: ['T1564.001', 'T1036.005', 'T1036.006'],
  lookAlikes: [
    '.X11-unix, .ICE-unix, .font-unix, .XIM-unix, .Test-unix hold sockets: only programs in them count',
    '.org.chromium.*, sem.*, pulse-shm-*, lttng-*, PostgreSQL.*: data in shared memory, no program',
    'old udev, LXC and mdadm files in /dev',
    'AppImage mounts are another file system; build tools with dot directories in /tmp: learned',
    'files that a package owns',
  ],
  next: 'Look at {path}: who owns it, when it came, what runs it.',
  summary: '{path} is a hidden {kind}.',
  rules: [
    { disposition: 'benign', severity: 'info', all: ['package-owned'] },
    {
      disposition: 'ambiguous',
      severity: 'high',
      all: ['hidden-program'],
      any: [
        [
          'hidden-in-shm',
          'hidden-in-dev',
          'hidden-in-system',
          'hidden-in-socket-directory',
          'hidden-dots-name',
        ],
      ],
    },
    {
      disposition: 'ambiguous',
      severity: 'medium',
      any: [['hidden-dots-name', 'hidden-space-name']],
    },
    {
      disposition: 'ambiguous',
      severity: 'medium',
      any: [['hidden-in-dev', 'hidden-in-scratch', 'hidden-in-socket-directory']],
      onChange: true,
    },
  ],
};

import type { Check } from '../check.ts';

/** Processes hidden by a mount over their entry in /proc. */
export const procMount: Check = {
  id: 'proc-mount',
  title: 'Process hidden by a mount',
  why: 'A mount over /proc/PID shows another process, or none, to every tool that looks at that process.',
  subject: 'proc-mount',
  sections: ['kernel'],
  attack: ['T1564.013', 'T1014'],
  lookAlikes: [
    'LXCFS and container runtimes mount over /proc/meminfo, /proc/sys and the like, never over a process',
    'a process that ends between two readings takes its mounts along: looked at twice',
  ],
  next: 'Unmount {key} and look at process {pid} as it is.',
  summary: 'Process {pid} is hidden: {source} is mounted over {key}.',
  rules: [
    {
      disposition: 'slam-dunk',
      severity: 'critical',
      all: ['mount-over-process', 'process-entry-replaced'],
    },
    { disposition: 'ambiguous', severity: 'high', all: ['mount-over-process'] },
  ],
};

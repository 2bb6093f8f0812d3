import type { Check } from '../check.ts';

export const deletedExe: Check = {
  id: 'deleted-exe',
  title: 'A process runs from a deleted program',
  why: 'Malware often deletes its own file after it starts, so that nothing is left to scan. A running program whose file is gone, and that no upgrade explains, is the oldest sign of it.',
  subject: 'process',
  sections: ['processes'],
  attack: ['T1070.004'],
  lookAlikes: [
    'a daemon that a package upgrade replaced: the package owns the path, the new bytes are its own and its log tells of the upgrade that removed the old file',
    'a program redeployed outside the packages’ directories: a newer file stands at the path',
    'a live file whose name ends in “ (deleted)”: the inode at the path is the one that runs',
  ],
  next: 'Look at /proc/{pid} before anything else: ls -l /proc/{pid}/exe /proc/{pid}/cwd; copy its program with cat /proc/{pid}/exe. Do not kill it: that destroys the evidence.',
  summary:
    '{exe} runs as process {pid} though its file was deleted ({cpu_now} % CPU, works in {cwd})',
  rules: [
    {
      disposition: 'slam-dunk',
      severity: 'critical',
      all: ['deleted'],
      any: [
        ['scratch', 'hidden-dir', 'vanished-nonsystem'],
        ['pegged', 'mining-egress'],
      ],
      none: ['replaced', 'go-build', 'young-tty'],
    },
    {
      disposition: 'benign',
      severity: 'info',
      all: ['deleted'],
      any: [['package-upgrade', 'package-log-activity', 'newer-replacement', 'snap-refresh']],
      none: ['pegged-egress', 'mining-egress', 'stratum', 'reverse-shell', 'scratch', 'hidden-dir'],
    },
    {
      disposition: 'ambiguous',
      severity: 'high',
      all: ['deleted'],
      any: [['scratch', 'hidden-dir', 'pegged-egress', 'mining-egress', 'stratum']],
    },
    { disposition: 'ambiguous', severity: 'medium', all: ['deleted'] },
  ],
};

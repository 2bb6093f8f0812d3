import type { Check } from '../check.ts';

export const tracer: Check = {
  id: 'tracer',
  title: 'A process is traced by a stranger',
  why: 'A tracer reads and changes the memory of what it traces: passwords of sshd, for one.',
  subject: 'process',
  sections: ['processes'],
  attack: ['T1055.008', 'T1003.007'],
  lookAlikes: ['gdb and strace at a terminal', 'a tracer that started what it traces'],
  next: 'Look at the tracer: {tracer}.',
  summary: 'process {pid} ({exe}) is traced by {tracer}',
  rules: [
    { disposition: 'ambiguous', severity: 'high', all: ['traced-by-scratch'] },
    { disposition: 'ambiguous', severity: 'medium', all: ['traced-by-stranger'] },
  ],
};

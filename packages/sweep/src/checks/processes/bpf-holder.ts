import type { Check } from '../check.ts';

export const bpfHolder: Check = {
  id: 'bpf-holder',
  title: 'A program that did not before holds code in the kernel',
  why: 'BPF programs run inside the kernel and can hide processes and packets.',
  subject: 'bpf-holder',
  sections: ['processes'],
  attack: ['T1014', 'T1205.002'],
  lookAlikes: [
    'monitoring agents: learned at the first sweep',
    'programs of packages',
    'a Vedette sensor started later: node with vedette sensor run in its arguments, approved once',
  ],
  next: 'List programs with bpftool prog, if it is here.',
  summary: '{exe} (process {pid}) holds a program in the kernel',
  rules: [{ disposition: 'ambiguous', severity: 'medium', all: ['bpf-holder'], onChange: true }],
};

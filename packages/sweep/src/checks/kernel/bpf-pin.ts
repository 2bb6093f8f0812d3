import type { Check } from '../check.ts';

/** BPF objects kept alive by a pin. */
export const bpfPin: Check = {
  id: 'bpf-pin',
  title: 'New pinned BPF object',
  why: 'A pin keeps a BPF program alive without any process that could be found.',
  subject: 'bpf-pin',
  sections: ['kernel'],
  attack: ['T1014'],
  lookAlikes: ['directories of systemd, snap, Cilium, Calico, Tetragon, iproute2'],
  next: 'Find out who pinned {path}.',
  summary: '{path} is a new pinned BPF object.',
  rules: [
    { disposition: 'benign', severity: 'info', all: ['bpf-pin-usual'] },
    { disposition: 'ambiguous', severity: 'medium', all: ['bpf-pin-dotted'], onChange: true },
    { disposition: 'ambiguous', severity: 'low', all: ['bpf-pinned'], onChange: true },
  ],
};

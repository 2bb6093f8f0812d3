import type { Check } from '../check.ts';

/** BPF programs in the kernel. */
export const bpfProgram: Check = {
  id: 'bpf-program',
  title: 'New BPF program',
  why: 'BPF programs see and change what the kernel answers; current rootkits and backdoors are made of them.',
  subject: 'bpf-program',
  sections: ['kernel'],
  attack: ['T1014', 'T1205.002'],
  lookAlikes: [
    'systemd (sd_*) and the kernel (hid_tail_call): known by name while systemd is process 1',
    'device filters of container engines have no name',
    'Falco and the like load a program for each system call: dozens of names that end in _e and _x',
    'tracing by a person (bpftrace, bcc): low, once per program',
    'a Vedette sensor: low, once for its nine programs, and again when their instructions change (a new sensor, a new kernel); names prove nothing, so a person approves it',
  ],
  next: 'Find out who loaded it: bpftool prog show tag {tag} names its process. If that is a sensor that you started, approve the finding.',
  summary: 'The BPF program {name} (tag {tag}) is loaded.',
  rules: [
    {
      disposition: 'ambiguous',
      severity: 'high',
      all: ['bpf-name-hiding'],
      none: ['bpf-sensor-suite', 'bpf-known'],
    },
    {
      disposition: 'benign',
      severity: 'info',
      any: [['bpf-known', 'bpf-supervisor', 'bpf-sensor-suite']],
    },
    { disposition: 'ambiguous', severity: 'low', all: ['bpf-loaded'], onChange: true },
  ],
};

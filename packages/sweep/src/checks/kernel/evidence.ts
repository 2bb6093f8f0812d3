import type { EvidenceTable } from '../evidence.ts';

/** What the section `kernel` can establish. */
export const evidence: EvidenceTable = {
  'mount-over-process': {
    role: 'behaviour',
    contribution: 0.6,
    text: '{source} is mounted over {key}',
  },
  'process-entry-replaced': {
    role: 'identity',
    contribution: 0.6,
    text: 'the entry of process {pid} shows {shows} instead',
  },
  'module-hidden': {
    role: 'behaviour',
    contribution: 0.6,
    text: '{name} is in {seen} and not in {missing}, twice',
  },
  'kernel-tainted': {
    role: 'context',
    contribution: 0.1,
    text: 'modules have tainted the kernel (mask {mask})',
  },
  'taint-unexplained': {
    role: 'behaviour',
    contribution: 0.4,
    text: 'no module in sight explains the taint: {missing}',
  },
  'taint-addon-tree': {
    role: 'proof',
    contribution: -0.3,
    text: 'the module tree has add-on modules, which may have been unloaded',
  },
  'module-loaded': { role: 'context', contribution: 0.1, text: 'the module {name} is loaded' },
  'module-out-of-tree': {
    role: 'identity',
    contribution: 0.2,
    text: 'it was built outside the kernel tree',
  },
  'module-unsigned': {
    role: 'identity',
    contribution: 0.2,
    text: 'its signature is missing or not trusted',
  },
  'module-forced': { role: 'behaviour', contribution: 0.4, text: 'it was loaded by force' },
  'module-no-file': {
    role: 'identity',
    contribution: 0.4,
    text: 'the module tree of this kernel has no such file',
  },
  'module-addon': {
    role: 'proof',
    contribution: -0.2,
    text: 'it lies where DKMS and vendors put add-on modules',
  },
  'module-livepatch': {
    role: 'proof',
    contribution: -0.2,
    text: 'the kernel marks it as a live patch',
  },
  'hook-hiding': {
    role: 'behaviour',
    contribution: 0.3,
    text: 'ftrace diverts {function}, which listings of files, sockets or processes pass through',
  },
  'hook-module': {
    role: 'identity',
    contribution: 0.2,
    text: 'the handler is in the module {module}',
  },
  'hook-anonymous': {
    role: 'identity',
    contribution: 0.5,
    text: 'the handler belongs to no module in sight',
  },
  'hook-traced': {
    role: 'proof',
    contribution: -0.3,
    text: 'the handler is that of kprobes, BPF or live patching',
  },
  'bpf-loaded': {
    role: 'context',
    contribution: 0.1,
    text: 'the BPF program {name} (tag {tag}) is loaded',
  },
  'bpf-known': {
    role: 'proof',
    contribution: -0.4,
    text: 'systemd or the kernel itself loads programs of this name',
  },
  'bpf-supervisor': {
    role: 'proof',
    contribution: -0.3,
    text: 'it has no name, as the device filters of systemd and container engines',
  },
  'bpf-sensor-suite': {
    role: 'proof',
    contribution: -0.3,
    text: 'it is one of a sensor with a program for the entry and exit of every call',
  },
  'bpf-sensor-names': {
    role: 'context',
    contribution: 0.1,
    text: 'it is one of nine with the names that a Vedette sensor gives to its own, as anybody can',
  },
  'bpf-name-hiding': {
    role: 'behaviour',
    contribution: 0.5,
    text: 'its name says that it has to do with directory listings or hiding',
  },
  'bpf-pinned': {
    role: 'context',
    contribution: 0.1,
    text: '{path} keeps a BPF object alive without a process',
  },
  'bpf-pin-usual': {
    role: 'proof',
    contribution: -0.3,
    text: 'a directory of this name belongs to a well-known program',
  },
  'bpf-pin-dotted': { role: 'identity', contribution: 0.3, text: 'its name begins with a dot' },
  'kernel-helper': {
    role: 'context',
    contribution: 0.1,
    text: 'the kernel setting {helper} is {value}',
  },
  'helper-runs': {
    role: 'behaviour',
    contribution: 0.2,
    text: 'the kernel starts {program} as root',
  },
  'helper-plain': {
    role: 'proof',
    contribution: -0.2,
    text: 'it names a file, and starts nothing',
  },
  'helper-writes-system': {
    role: 'behaviour',
    contribution: 0.3,
    text: 'core dumps are written to a system directory',
  },
  'helper-scratch': {
    role: 'identity',
    contribution: 0.6,
    text: '{program} is in a scratch directory or hidden',
  },
  'helper-usual': { role: 'proof', contribution: -0.3, text: 'it is the usual one' },
  'helper-credentials': {
    role: 'behaviour',
    contribution: 0.2,
    text: 'the interpreter gets the rights of the setuid programs that it runs',
  },
  'module-install-command': {
    role: 'behaviour',
    contribution: 0.3,
    text: 'a command runs instead of loading {name}: {value}',
  },
  'module-install-scratch': {
    role: 'identity',
    contribution: 0.5,
    text: 'the command lies in a scratch directory or talks to the network',
  },
  'package-owned': {
    role: 'proof',
    contribution: -0.5,
    text: 'a package owns it and its bytes are unchanged',
  },
};

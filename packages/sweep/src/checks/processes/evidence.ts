import type { EvidenceTable } from '../evidence.ts';

/** What the process walk can establish of a process. */
export const evidence: EvidenceTable = {
  deleted: {
    role: 'identity',
    contribution: 0.3,
    text: 'its program was deleted from disk while it runs ({exe})',
  },
  'vanished-nonsystem': {
    role: 'identity',
    contribution: 0.1,
    text: 'nothing stands at that path any more, and it is no place for installed programs',
  },
  replaced: { role: 'context', contribution: 0, text: 'another file stands at that path now' },
  memfd: { role: 'identity', contribution: 0.3, text: 'its program exists only in memory ({exe})' },
  'older-than-minute': { role: 'context', contribution: 0.05, text: 'it has run for {age} s' },
  scratch: {
    role: 'identity',
    contribution: 0.3,
    text: 'its program lies in a directory that anybody may write to ({exe})',
  },
  'hidden-dir': {
    role: 'identity',
    contribution: 0.3,
    text: 'its program lies in a directory that is named to be overlooked ({exe})',
  },
  nonsystem: {
    role: 'context',
    contribution: 0.05,
    text: 'its program is outside the directories for installed programs',
  },
  dropped: {
    role: 'identity',
    contribution: 0.2,
    text: 'its program is not in the image of its container but was put there later',
  },
  container: { role: 'context', contribution: 0, text: 'it runs in container {container}' },
  'zombie-leader': {
    role: 'identity',
    contribution: 0.25,
    text: 'its first thread has ended and {threads} threads run on, which empties what tools read of it',
  },
  'kernel-thread-name': {
    role: 'identity',
    contribution: 0.35,
    text: 'it calls itself a kernel thread ({argv}) and is none',
  },
  'claims-other-program': {
    role: 'identity',
    contribution: 0.25,
    text: 'it calls itself {claimed}, which is another program of this host',
  },
  'odd-name': {
    role: 'identity',
    contribution: 0.2,
    text: 'its name holds characters that break the tools that list processes',
  },
  'forged-name': {
    role: 'identity',
    contribution: 0.4,
    text: 'a name is made to look like the kernel speaking of another process',
  },
  interpreter: { role: 'context', contribution: 0, text: 'it is a shell or an interpreter' },
  owned: { role: 'context', contribution: -0.05, text: 'a package owns its program' },
  tty: { role: 'context', contribution: 0, text: 'it has a terminal' },
  'young-tty': {
    role: 'proof',
    contribution: -0.2,
    text: 'somebody started it at a terminal less than ten minutes ago',
  },
  'go-build': { role: 'proof', contribution: -0.2, text: 'the go tool built it and is its parent' },
  pegged: {
    role: 'behaviour',
    contribution: 0.25,
    text: 'it uses {cpu_now} % of a core now and {cpu_life} % over its life',
  },
  'pegged-long': {
    role: 'behaviour',
    contribution: 0.05,
    text: 'it has used {cpu_life} % of a core for {age} s',
  },
  'pegged-egress': {
    role: 'behaviour',
    contribution: 0.05,
    text: 'it computes at full speed while it talks to the internet',
  },
  'scratch-cwd': {
    role: 'context',
    contribution: 0.05,
    text: 'it works in a directory that anybody may write to ({cwd})',
  },
  'scratch-script': {
    role: 'identity',
    contribution: 0.15,
    text: 'it interprets a script from such a directory ({argv})',
  },
  'inet-socket': { role: 'context', contribution: 0, text: 'it has a network connection' },
  'public-egress': {
    role: 'context',
    contribution: 0.05,
    text: 'it is connected to the internet ({remote})',
  },
  'mining-egress': {
    role: 'behaviour',
    contribution: 0.3,
    text: 'it is connected to {remote}, a port of mining pools',
  },
  'mining-port-common': {
    role: 'behaviour',
    contribution: 0.1,
    text: 'it is connected to {remote}, a port that mining pools use among others',
  },
  'mining-port-private': {
    role: 'behaviour',
    contribution: 0.1,
    text: 'it is connected to {remote}, a port of mining pools, on a private address as a proxy would be',
  },
  stratum: {
    role: 'behaviour',
    contribution: 0.3,
    text: 'its command line speaks of mining: {argv}',
  },
  'mining-environment': {
    role: 'behaviour',
    contribution: 0.3,
    text: 'its environment names a mining pool',
  },
  'mining-binary': {
    role: 'behaviour',
    contribution: 0.3,
    text: 'its program holds the words of the mining protocol',
  },
  'raw-socket': {
    role: 'behaviour',
    contribution: 0.2,
    text: 'it reads raw packets, past ports and firewalls',
  },
  'reverse-shell': {
    role: 'behaviour',
    contribution: 0.5,
    text: 'its input and output are one network connection ({remote})',
  },
  interactive: { role: 'context', contribution: 0.1, text: 'it takes commands one by one' },
  'remote-public': {
    role: 'behaviour',
    contribution: 0.1,
    text: 'this host opened the connection, to the internet',
  },
  'low-fd-socket': {
    role: 'behaviour',
    contribution: 0.1,
    text: 'its standard input or output is a network connection',
  },
  'preload-environment-scratch': {
    role: 'behaviour',
    contribution: 0.4,
    text: 'its environment loads {library} into every program it starts',
  },
  'preload-environment-unowned': {
    role: 'behaviour',
    contribution: 0.25,
    text: 'its environment loads {library}, which no package owns',
  },
  'implant-environment': {
    role: 'identity',
    contribution: 0.3,
    text: 'its environment has HOME=/tmp and no history, as BPFDoor sets it',
  },
  hidden: {
    role: 'behaviour',
    contribution: 0.6,
    text: 'no listing of /proc shows it, though the kernel answers for it',
  },
  'parent-missing': {
    role: 'identity',
    contribution: 0.25,
    text: 'its parent, process {ppid}, cannot be seen',
  },
  'traced-by-stranger': {
    role: 'behaviour',
    contribution: 0.25,
    text: 'a process that is not its ancestor and has no terminal traces it ({tracer})',
  },
  'traced-by-scratch': {
    role: 'behaviour',
    contribution: 0.4,
    text: 'a program from a scratch directory, or a deleted one, traces it ({tracer})',
  },
  'deleted-library': {
    role: 'identity',
    contribution: 0.15,
    text: 'it runs code of a deleted library ({library})',
  },
  'deleted-library-scratch': {
    role: 'identity',
    contribution: 0.3,
    text: 'it runs code of a library deleted from a scratch directory ({library})',
  },
  'deleted-library-runtime': {
    role: 'context',
    contribution: 0.05,
    text: 'a language runtime unpacked {library} and deleted it',
  },
  'deleted-library-owned': {
    role: 'context',
    contribution: 0,
    text: 'a library of a package was replaced since it started ({library})',
  },
  'impossible-privilege': {
    role: 'identity',
    contribution: 0.5,
    text: 'it is root, its parent is not, and nothing there could have made it root',
  },
  'bpf-holder': { role: 'behaviour', contribution: 0.2, text: 'it holds a program in the kernel' },
  'writable-code': {
    role: 'behaviour',
    contribution: 0.2,
    text: 'memory of {exe} that can be written can be executed too',
  },
  'unaccounted-cpu': {
    role: 'behaviour',
    contribution: 0.6,
    text: '{percent} % of a core is used by nobody that can be seen',
  },
  listening: {
    role: 'behaviour',
    contribution: 0.2,
    text: '{exe} listens on {protocol} port {port}',
  },
  ownerless: {
    role: 'behaviour',
    contribution: 0.3,
    text: 'no process holds the socket that listens on {protocol} port {port}',
  },
  'changed-root': { role: 'context', contribution: 0.1, text: '{exe} runs in a changed root' },
  'package-owned': {
    role: 'proof',
    contribution: -0.5,
    text: 'a package owns it and its bytes are unchanged',
  },
  'package-upgrade': {
    role: 'proof',
    contribution: -0.5,
    text: 'a package upgrade replaced it: the package owns the path, the new bytes are its own, and its log tells of the upgrade that removed the old',
  },
  'package-owns-path': { role: 'proof', contribution: -0.1, text: 'a package owns the path' },
  'package-bytes': { role: 'proof', contribution: -0.1, text: 'the bytes there are the package’s' },
  'package-log': {
    role: 'proof',
    contribution: -0.3,
    text: 'the package manager’s log tells of an upgrade that removed it',
  },
  'package-log-activity': {
    role: 'proof',
    contribution: -0.3,
    text: 'the package manager’s log tells of upgrades within two minutes of its removal',
  },
  'newer-replacement': {
    role: 'proof',
    contribution: -0.3,
    text: 'a newer file was put at its path, as a deploy does',
  },
  'snap-refresh': { role: 'proof', contribution: -0.5, text: 'its snap was refreshed' },
  'container-runtime': {
    role: 'proof',
    contribution: -0.5,
    text: 'byte for byte it is a container runtime of this host, which runs from memory by design',
  },
  'really-deleted': { role: 'proof', contribution: -0.1, text: 'the file is still at its path' },
};

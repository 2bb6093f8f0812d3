import type { EvidenceTable } from '../evidence.ts';

/** What the section `containers` can establish. */
export const evidence: EvidenceTable = {
  'engine-tcp': { role: 'behaviour', contribution: 0.2, text: 'the engine listens on {address}' },
  'engine-listening': { role: 'behaviour', contribution: 0.2, text: 'the port is open' },
  'engine-loopback': { role: 'proof', contribution: -0.2, text: 'only this host can reach it' },
  'engine-tls': { role: 'proof', contribution: -0.3, text: 'clients must show a certificate' },
  'engine-socket-open': {
    role: 'behaviour',
    contribution: 0.5,
    text: 'every user of the host may write to {path}',
  },
  'container-image': { role: 'context', contribution: 0.1, text: 'a container of {image} runs' },
  'container-engine-socket': {
    role: 'behaviour',
    contribution: 0.4,
    text: '{image} may command the engine through {value}',
  },
  'container-host-root': {
    role: 'behaviour',
    contribution: 0.4,
    text: '{image} has the whole file system of the host',
  },
  'container-privileged': {
    role: 'behaviour',
    contribution: 0.4,
    text: '{image} has every capability and no system-call filter',
  },
  'container-host-pid': {
    role: 'behaviour',
    contribution: 0.3,
    text: '{image} sees the processes of the host',
  },
  'container-host-net': {
    role: 'context',
    contribution: 0.1,
    text: '{image} shares the network of the host',
  },
};

import type { EvidenceTable } from '../checks/evidence.ts';

/** What only the controller can know: the host's past, the rest of the fleet, a person's word. */
export const CONTROLLER_EVIDENCE = {
  new: { role: 'context', contribution: 0.3, text: 'it was not here when this host was learned' },
  changed: {
    role: 'context',
    contribution: 0.3,
    text: 'it is not what it was when this host was learned',
  },
  removed: {
    role: 'context',
    contribution: 0.2,
    text: 'it was here when this host was learned, and is gone',
  },
  'seen-before': {
    role: 'proof',
    contribution: -0.6,
    text: 'the same file was at {exe} in an earlier sweep, before it was replaced',
  },
  approved: { role: 'proof', contribution: -0.5, text: 'approved by {who}: {reason}' },
  'fleet-common': { role: 'context', contribution: -0.2, text: '{have} of {of} hosts have it' },
  'fleet-only': {
    role: 'context',
    contribution: 0.1,
    text: 'only this one of {of} hosts has it',
  },
  'fleet-some': { role: 'context', contribution: 0, text: '{have} of {of} hosts have it' },
} as const satisfies EvidenceTable;

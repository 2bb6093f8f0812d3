import type { Check } from '../../checks/check.ts';
import type { EvidenceTable } from '../../checks/evidence.ts';
import type { Catalog } from '../draft-finding.ts';

const base = { title: 't', why: 'w', attack: ['T1496'], lookAlikes: [], next: 'look at {pid}' };

/** A small catalog with every kind of rule, for the tests of judging. */
const checks: readonly Check[] = [
  {
    ...base,
    id: 'gone',
    subject: 'process',
    sections: ['processes'],
    summary: '{exe} was deleted',
    rules: [
      { disposition: 'slam-dunk', severity: 'critical', all: ['deleted', 'pegged'] },
      { disposition: 'benign', severity: 'info', all: ['deleted', 'upgraded'] },
      { disposition: 'ambiguous', severity: 'medium', all: ['deleted'] },
    ],
  },
  {
    ...base,
    id: 'busy',
    subject: 'process',
    sections: ['processes'],
    summary: '{exe} is busy',
    rules: [{ disposition: 'ambiguous', severity: 'high', all: ['pegged'] }],
  },
  {
    ...base,
    id: 'key',
    subject: 'key',
    sections: ['ssh'],
    summary: 'a key for {user}',
    rules: [
      { disposition: 'ambiguous', severity: 'high', all: ['bad-place'] },
      { disposition: 'benign', severity: 'info', all: ['owned'] },
      { disposition: 'ambiguous', severity: 'medium', onChange: true },
    ],
  },
  {
    ...base,
    id: 'guard',
    subject: 'guard',
    sections: ['ssh'],
    summary: 'guard {user}',
    rules: [{ disposition: 'ambiguous', severity: 'low', all: ['off'], onChange: true }],
    removed: { severity: 'medium' },
  },
  {
    ...base,
    id: 'daemon',
    subject: 'daemon',
    sections: ['processes'],
    summary: '{exe}',
    rules: [{ disposition: 'benign', severity: 'info' }],
  },
];

const evidence: EvidenceTable = {
  deleted: { role: 'identity', contribution: 0.3, text: 'deleted {exe}' },
  pegged: { role: 'behaviour', contribution: 0.25, text: 'busy' },
  upgraded: { role: 'proof', contribution: -0.5, text: 'an upgrade replaced it' },
  owned: { role: 'proof', contribution: -0.5, text: 'a package owns it' },
  'bad-place': { role: 'identity', contribution: 0.4, text: 'in a bad place' },
  off: { role: 'identity', contribution: 0.2, text: 'it is off' },
};

export const TEST_CATALOG: Catalog = { checks, evidence };

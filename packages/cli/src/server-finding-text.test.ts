import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { ServerFinding, StoredEvent } from '@vedette/server';

import { layoutFor } from './layout.ts';
import { findingLine, findingText } from './server-finding-text.ts';
import { storedEventText } from './stored-event-text.ts';

const HOSTILE = '\u001b]0;owned\u0007\u202e';
const layout = layoutFor(
  { stdout: { write: () => undefined, isTerminal: false }, env: {} },
  { color: false },
);

const finding: ServerFinding = {
  ...{ id: 'x-0123456789ab', watch: 'executions', org: 'default', subject: `web${HOSTILE}` },
  ...{ severity: 'high', score: 0.934, summary: `runs ${HOSTILE}`, disposition: 'ambiguous' },
  reasons: [{ code: 'new-program', contribution: 0.5, text: `new ${HOSTILE}` }],
  facts: { argv: ['sh', '-c', `echo ${HOSTILE}`], [HOSTILE]: 1 },
  nearest: { argv: ['sh', '-c', 'true'], distance: 0.4 },
  ...{ attack: ['T1059'], evidence: null, count: 2, hosts: [HOSTILE] },
  ...{ firstMs: 0, lastMs: 1_000, life: { state: 'open' }, history: [] },
};

test('a finding in words: what it is, why, what is near, what to do', () => {
  const text = findingText(finding, layout);
  for (const part of ['x-0123456789ab', '0.93', '+0.50', 'nearest normal thing', 'T1059']) {
    assert.ok(text.includes(part), part);
  }
  assert.match(text, /vedette findings expect x-0123456789ab --reason/);
});

test('nothing that a host said reaches the terminal', () => {
  const event: StoredEvent = {
    ...{ id: '1.0', receivedMs: 0, shape: null, score: 0.5, p: 0.1, state: 'learning' },
    ...{ threshold: 0.8, reasons: finding.reasons, nearest: null, finding: null },
    event: {
      ...{ t: 0, host: HOSTILE, workload: HOSTILE, pid: 1, ppid: 0, uid: 0, comm: 'sh' },
      ...{ parent: HOSTILE, exe: '/bin/sh', argv: [HOSTILE], kind: 'exec' },
    },
  };
  for (const text of [
    findingLine(finding, layout),
    findingText(finding, layout),
    storedEventText(event),
  ]) {
    assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u202e]/);
  }
});

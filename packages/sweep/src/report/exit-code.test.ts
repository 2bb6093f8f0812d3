import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { ContainedState } from '../findings/contained.ts';
import { exitCodeOf } from './exit-code.ts';
import { testFinding } from './testing/test-report.ts';

const found = testFinding({ disposition: 'ambiguous' });
const contained = (state: ContainedState) =>
  testFinding({ contained: { state, method: null, evidence: null, text: 'why' } });
const benign = testFinding({ disposition: 'benign' });

for (const [what, hosts, planned, aborted, code] of [
  ['all clean', [{ status: 'clean', findings: [] }], 1, false, 0],
  ['benign only', [{ status: 'clean', findings: [benign] }], 1, false, 0],
  ['a finding', [{ status: 'findings', findings: [found] }], 1, false, 1],
  [
    'a finding beside an unreachable host',
    [
      { status: 'unreachable', findings: [] },
      { status: 'findings', findings: [found] },
    ],
    2,
    false,
    1,
  ],
  ['an incomplete host', [{ status: 'incomplete', findings: [] }], 1, false, 3],
  ['an unreachable host', [{ status: 'unreachable', findings: [] }], 1, false, 3],
  ['a host that was not started', [{ status: 'clean', findings: [] }], 2, false, 3],
  ['an abort, whatever was found', [{ status: 'findings', findings: [found] }], 1, true, 130],
] as const) {
  test(`${what}: ${code}`, () => {
    assert.equal(
      exitCodeOf(
        hosts.map((host) => ({ ...host, findings: [...host.findings] })),
        { planned, aborted },
      ),
      code,
    );
  });
}

for (const [state, code] of [
  ['frozen', 1],
  ['refused', 1],
  ['thawed', 1],
  ['gone', 1],
  ['incomplete', 4],
  ['loose', 4],
  ['storm', 4],
] as const) {
  const hosts = [
    { status: 'unreachable' as const, findings: [] },
    { status: 'findings' as const, findings: [found, contained(state)] },
  ];
  test(`a slam-dunk that is ${state}: ${code}, and 130 when it was aborted`, () => {
    assert.equal(exitCodeOf(hosts, { planned: 2, aborted: false }), code);
    assert.equal(exitCodeOf(hosts, { planned: 2, aborted: true }), 130);
  });
}

for (const [complete, code] of [
  [true, 0],
  [false, 4],
] as const) {
  test(`an earlier containment with complete=${complete}: ${code}`, () => {
    const note = { id: 'E-20260101-00000000', state: 'frozen' as const, complete, text: 'why' };
    const host = { status: 'clean' as const, findings: [], containment: [note] };
    assert.equal(exitCodeOf([host], { planned: 1, aborted: false }), code);
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { exitCodeOf } from './exit-code.ts';
import { testFinding } from './testing/test-report.ts';

const found = testFinding({ disposition: 'ambiguous' });
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

import type { Approval } from '../host-state.ts';

/** An approval that differs only in its fingerprint. */
export function testApproval(fingerprint: string): Approval {
  return {
    fingerprint,
    finding: 'F-0123456789',
    checks: ['key'],
    disposition: 'ambiguous',
    severity: 'low',
    summary: 's',
    reason: 'r',
    who: 'w',
    when: '2026-01-01T00:00:00.000Z',
  };
}

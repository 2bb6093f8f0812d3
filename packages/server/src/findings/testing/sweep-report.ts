import type { Finding, HostReport, SweepReport } from '@vedette/sweep';

/** A finding as a sweep reports it. */
export function sweepFinding(more: Partial<Finding> = {}): Finding {
  return {
    ...{ id: 'F-0123456789', fingerprint: 'memfd-exe /memfd:x', check: 'memfd-exe' },
    ...{ checks: ['memfd-exe'], subject: 'process 77', disposition: 'slam-dunk' },
    ...{ severity: 'critical', score: 9, summary: 'a program runs from memory only' },
    reasons: [{ code: 'exe-memfd', contribution: 9, text: 'its program is in memory only' }],
    ...{ facts: { pid: 77, exe: '/memfd:x' }, proofs: [], attack: ['T1620'], next: 'look at it' },
    firstSeen: '2026-01-01T00:00:00.000Z',
    ...more,
  };
}

/** A host that was wholly seen. */
export function hostReport(more: Partial<HostReport> = {}): HostReport {
  const findings = more.findings ?? [];
  return {
    ...{ name: 'db-1', status: findings.length === 0 ? 'clean' : 'findings', load1: 0.1 },
    ...{ checks: 80, checksAsked: 80, coverage: [], baseline: { state: 'watching', items: 9 } },
    ...{ startedAt: '2026-01-01T00:00:00.000Z', durationMs: 900, violations: 0, noise: 0 },
    ...{ bytesSent: 1, bytesReceived: 1 },
    ...more,
    findings,
  };
}

/** A sweep of some hosts. */
export function sweepReport(...hosts: readonly HostReport[]): SweepReport {
  return {
    ...{ runId: 'run', startedAt: '2026-01-01T00:00:00.000Z', armed: false, aborted: false },
    hosts: [...hosts],
  };
}

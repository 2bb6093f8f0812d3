import type { Finding } from '../../findings/finding.ts';
import type { HostReport } from '../sweep-report.ts';

/** A finding that is the same everywhere but where a test says so. */
export function testFinding(other: Partial<Finding> = {}): Finding {
  return {
    id: 'F-0123456789',
    fingerprint: 'f',
    check: 'deleted-exe',
    checks: ['deleted-exe', 'cpu-pegged'],
    subject: 'process',
    disposition: 'slam-dunk',
    severity: 'critical',
    score: 0.55,
    summary: './decoy (deleted) at 100% CPU in /tmp',
    reasons: [{ code: 'deleted', contribution: 0.3, text: 'its program was deleted' }],
    facts: { exe: '/tmp/decoy (deleted)', pid: 4242, uid: 0 },
    proofs: [{ code: 'package-upgrade', outcome: 'failed' }],
    attack: ['T1496', 'T1070.004'],
    next: 'look at /proc/4242',
    firstSeen: '2026-01-01T00:00:00.000Z',
    ...other,
  };
}

/** The report of a clean host but where a test says so. */
export function testHost(other: Partial<HostReport> = {}): HostReport {
  return {
    name: 'web-1',
    status: 'clean',
    load1: 0.11,
    checks: 41,
    checksAsked: 41,
    coverage: [],
    findings: [],
    baseline: { state: 'watching', items: 10 },
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 1000,
    violations: 0,
    noise: 0,
    bytesSent: 1,
    bytesReceived: 1,
    ...other,
  };
}

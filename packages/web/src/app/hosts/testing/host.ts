import type { Host, Sweep } from '../host-shapes.ts';

/** A host that was swept wholly and found clean, for tests. */
export function host(more: Partial<Host> = {}): Host {
  return {
    ...{ host: 'web-1', events: 10, coverageMs: 1, openFindings: 0, perHour: [] },
    sensor: { source: 'bpf', lastMs: 1_000, received: 10, missed: 0, dropped: 0 },
    ...{ sweep: sweep(), lastContainment: null },
    ...more,
  };
}

/** A sweep in which every check saw everything. */
export function sweep(more: Partial<Sweep> = {}): Sweep {
  return {
    ...{ atMs: 1_000, status: 'clean', checks: 75, checksAsked: 75, load1: 0.5, durationMs: 900 },
    findings: { slamDunk: 0, ambiguous: 0, benign: 0 },
    baseline: { state: 'watching', items: 300 },
    ...{ coverage: [], problem: null, note: null, tags: [] },
    ...more,
  };
}

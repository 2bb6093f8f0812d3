import type { ServerFinding } from '../findings/finding.ts';

/** A finding about an execution that was seen once, with what a test needs otherwise. */
export function serverFinding(more: Partial<ServerFinding> = {}): ServerFinding {
  const life = { state: 'open', atMs: 3_000_000_000_000, because: 'new' } as const;
  return {
    ...{ id: 'x-0123456789ab', watch: 'executions', org: 'acme', subject: 'web' },
    ...{ severity: 'high', score: 0.9, summary: 'sh, started by nginx', reasons: [] },
    facts: {
      ...{ argv: ['sh', '-c', 'id'], exe: '/bin/sh', parent: 'nginx', host: 'web-1' },
      ...{ pid: 200, ppid: 100, uid: 33 },
    },
    ...{ nearest: null, attack: [], disposition: 'ambiguous', evidence: null, count: 1 },
    ...{ hosts: ['web-1'], firstMs: 3_000_000_000_000, lastMs: 3_000_000_000_000 },
    ...{ life, history: [life], ...more },
  };
}

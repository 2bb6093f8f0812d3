import type { ServerFinding } from '@vedette/server';

/** A finding as the server gives it. */
export function hotFinding(more: Partial<ServerFinding> = {}): ServerFinding {
  return {
    ...{ id: 's-0123456789ab', watch: 'sweep', org: 'default', subject: 'vm' },
    ...{ severity: 'critical', score: 1.05, disposition: 'slam-dunk' },
    summary: '/tmp/vedette-drill-a/drill-hot (deleted) runs as process 42',
    reasons: [
      { code: 'deleted', contribution: 0.3, text: 'its program was deleted' },
      { code: 'pegged', contribution: 0.25, text: 'it uses 99 % of a core' },
    ],
    facts: { pid: 42, exe: '/tmp/vedette-drill-a/drill-hot (deleted)', check: 'deleted-exe' },
    ...{ nearest: null, attack: ['T1070.004'], evidence: null, count: 1, hosts: ['vm'] },
    ...{ firstMs: 1_000, lastMs: 2_000, life: { state: 'open' }, history: [] },
    ...more,
  };
}

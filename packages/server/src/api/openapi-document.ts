import type { ServerLevels } from '../health/load-health.ts';
import type { ApiParts, Knowledge } from './api-parts.ts';
import { createApi } from './create-api.ts';
import { forgetfulAudit } from '../audit/audit.ts';
import { createLoginCodes } from '../sessions/login-codes.ts';
import { createSessions } from '../sessions/sessions.ts';
import { createMetrics } from './metrics.ts';
import type { App } from './app.ts';

/** Of nobody, about nothing. */
export const KNOWS_NOTHING: Knowledge = {
  findings: () => [],
  workloads: () => [],
  workload: () => undefined,
  thresholdBy: () => undefined,
  sweptHosts: () => [],
};

const NO_LEVELS: ServerLevels = {
  ...{ startedMs: 0, lagEntries: 0, lagSeconds: 0, problems: {}, refusedEvents: 0 },
  ...{ journalBytes: 0, signIns: { assessed: 0, unjudged: 0 } },
};

/** The description of the API as `/openapi.json` serves it; nothing has to run for it. */
export async function openApiDocument(
  version: string,
  more: readonly ((app: App) => void)[] = [],
): Promise<object> {
  const api = await createApi(nothingBehind(version), { listen: '127.0.0.1', more });
  try {
    return api.swagger();
  } finally {
    await api.close();
  }
}

/** Parts that know nobody and nothing: enough to describe the routes, and a start for tests. */
export function nothingBehind(version: string): ApiParts {
  const nowMs = (): number => 0;
  return {
    version,
    authenticate: () => undefined,
    sessions: createSessions({ nowMs, holds: () => true }),
    loginCodes: createLoginCodes(nowMs),
    audit: forgetfulAudit(nowMs),
    containment: null,
    accept: async () => ({ rejectedLogRecords: 0, errorMessage: '' }),
    events: {
      list: async () => ({ rows: [], next: null }),
      find: async () => undefined,
      histogram: async () => [],
      facet: async () => [],
      coverage: async () => [],
      activity: async () => [],
      scores: async () => ({ scores: [], perDay: [] }),
      strangest: async () => [],
      alertDays: async () => [],
      sizes: async () => ({ events: 0, bytes: 0, parts: 0 }),
    },
    search: {
      find: async () => ({
        query: { filters: [], text: '', notes: [] },
        ...{ modelNotes: [], results: [] },
      }),
    },
    knowledge: KNOWS_NOTHING,
    ask: async () => undefined,
    sweeps: () => null,
    sweepFiles: () => null,
    levels: () => NO_LEVELS,
    readiness: [],
    metrics: createMetrics(),
    log: () => undefined,
    nowMs,
  };
}

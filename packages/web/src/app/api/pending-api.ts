export interface ActionTold {
  id: string;
  at: string;
  host: string;
  what: string;
  state: string;
  items: number;
  bytes: number;
  evidence: 'none' | 'open' | 'sealed' | 'altered';
  finding: string | null;
}
interface EvidenceTold extends Omit<ActionTold, 'items'> {
  holding: boolean;
  items: { name: string; bytes: number; sha256: string; note: string | null }[];
  events: { at: string; text: string }[];
  verify: null;
}
interface Plan {
  method: 'container' | 'cgroup2' | 'cgroup1' | 'signal';
  members: {
    pid: number;
    startTicks: number;
    exe: string;
    role: 'target' | 'child' | 'same-program' | 'respawner';
    stopped: boolean;
  }[];
  container?: {
    engine: string;
    id: string;
    restart: string;
    restartRetries: number;
    state: string;
  };
  programBytes: number;
}
export interface FreezePlanTold {
  host: string;
  identity: { bootId: string; pid: number; startTicks: number; exe: string; container?: string };
  plan: Plan | null;
  argv: string;
  path: string;
  refusals: { code: string; detail: string }[];
  confirm: string;
}
interface Outcome {
  id: string;
  state: string;
  complete: boolean;
  text: string;
}
interface ByReason {
  reason: string;
  events: number;
}
export interface HealthTold {
  version: string;
  startedMs: number;
  engine: {
    lagEntries: number;
    lagSeconds: number;
    problems: { what: string; problem: string }[];
  };
  ready: { ready: boolean; checks: Record<string, string> };
  ingest: {
    batches: number;
    events: number;
    rejectedRecords: number;
    repeatedBatches: number;
    postponed: { reason: string; batches: number }[];
    eventsPerMinute: number[];
  };
  stores: {
    journalBytes: number;
    events: { rows: number; bytes: number };
    baselines: { workloads: number; shapes: number };
    evidenceBytes: number | null;
  };
  sensors: {
    hosts: number;
    received: number;
    missed: ByReason[];
    dropped: ByReason[];
    evicted: number;
    refused: number;
    truncated: number;
    pollingGaps: number;
    uncleanStops: number;
  };
  sweeps: {
    running: boolean;
    sweeps: number;
    failed: number;
    lastEndedMs: number | null;
    lastProblem: string | null;
    everyMs: number;
  } | null;
  blindSpots: { host: string | null; what: string; why: string; next: string }[];
}
interface Op<Path, Query, Body, Answer> {
  path: Path;
  query: Query;
  body: Body;
  answer: Answer;
}
interface Op<Path, Query, Body, Answer> {
  path: Path;
  query: Query;
  body: Body;
  answer: Answer;
}
interface SessionTold {
  name: string;
  org: string;
  scope: 'view' | 'operate';
  csrf: string;
  expiresMs: number;
}
type None = Record<never, never>;

declare module './api-types.ts' {
  interface Api {
    'GET /v1/health': Op<None, None, null, HealthTold>;
    'GET /v1/audit': Op<
      None,
      { limit?: number; before?: string },
      null,
      {
        entries: {
          atMs: number;
          by: string;
          via: 'token' | 'session' | 'login';
          requestId: string;
          action: string;
          target: string;
          body: string | null;
          status: number | null;
        }[];
        next: string | null;
      }
    >;
    'GET /v1/evidence': Op<None, None, null, { actions: ActionTold[] }>;
    'GET /v1/evidence/{id}': Op<{ id: string }, None, null, EvidenceTold>;
    'POST /v1/evidence/{id}/verify': Op<
      { id: string },
      None,
      null,
      { ok: boolean; problems: { text: string }[] }
    >;
    'POST /v1/freeze/plan': Op<None, None, { host: string; pid: number }, FreezePlanTold>;
    'POST /v1/freeze': Op<
      None,
      None,
      { host: string; pid: number; confirm: string },
      FreezePlanTold & { result: Outcome }
    >;
    'POST /v1/thaw/plan': Op<
      None,
      None,
      { id: string },
      { id: string; host: string; what: string; state: string; confirm: string }
    >;
    'POST /v1/thaw': Op<None, None, { id: string; confirm: string }, Outcome>;
  }
}

import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Numbers that are looked up when somebody asks for the metrics. */
export interface Levels {
  readonly journalEnd: number;
  readonly journalBytes: number;
  /** Journal entries that are accepted and not yet scored and stored. */
  readonly lagEntries: number;
  readonly lagSeconds: number;
  readonly workloads: number;
  readonly openFindings: number;
  /** What became of sign-ins, by name. */
  readonly signIns: Readonly<Record<string, number>>;
  /** Days since the data about addresses was made, where it is used; by what it tells. */
  readonly networkDataDays: Readonly<Record<string, number>>;
  /** Everything that the engine counts, by name. */
  readonly counters: Readonly<Record<string, number>>;
}

/** What the server counts, in the form that Prometheus reads. */
export interface ServerMetrics {
  readonly registry: Registry;
  readonly requests: Histogram<'method' | 'route' | 'status'>;
  readonly acceptedBatches: Counter<'form'>;
  readonly acceptedBytes: Counter<'form'>;
  readonly acceptedEvents: Counter<'form'>;
  readonly rejectedRecords: Counter<'form'>;
  readonly repeatedBatches: Counter;
  /** Batches that were turned away for now. */
  readonly postponedBatches: Counter<'reason'>;
  readonly refusedLogins: Counter;
  /** What came of attempts to log in with a browser. */
  readonly logins: Counter<'outcome'>;
  /** Says where the levels are looked up, once there is something to look at. */
  readonly watch: (levels: () => Levels) => void;
}

/** From an answer out of memory to one that waited for a slow disk. */
const SECONDS_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Metrics in a registry of their own, so that two servers in one process count apart. */
export function createMetrics(): ServerMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Histogram({
      name: 'vedette_http_request_seconds',
      help: 'Time to answer a request',
      labelNames: ['method', 'route', 'status'],
      buckets: SECONDS_BUCKETS,
      registers,
    }),
    acceptedBatches: new Counter({
      name: 'vedette_ingest_batches_total',
      help: 'Batches that were acknowledged',
      labelNames: ['form'],
      registers,
    }),
    acceptedBytes: new Counter({
      name: 'vedette_ingest_bytes_total',
      help: 'Bytes of acknowledged batches as they were sent',
      labelNames: ['form'],
      registers,
    }),
    acceptedEvents: new Counter({
      name: 'vedette_ingest_events_total',
      help: 'Events that were acknowledged',
      labelNames: ['form'],
      registers,
    }),
    rejectedRecords: new Counter({
      name: 'vedette_ingest_rejected_records_total',
      help: 'Records that were not taken while the rest of their batch was',
      labelNames: ['form'],
      registers,
    }),
    repeatedBatches: new Counter({
      name: 'vedette_ingest_repeated_batches_total',
      help: 'Batches that were known already and changed nothing',
      registers,
    }),
    postponedBatches: new Counter({
      name: 'vedette_ingest_postponed_batches_total',
      help: 'Batches that were answered with 503 and Retry-After',
      labelNames: ['reason'],
      registers,
    }),
    refusedLogins: new Counter({
      name: 'vedette_http_unauthenticated_total',
      help: 'Requests without a valid token',
      registers,
    }),
    logins: new Counter({
      name: 'vedette_logins_total',
      help: 'Attempts to log in with a browser: accepted, refused, slowed',
      labelNames: ['outcome'],
      registers,
    }),
    watch: (levels) => watchLevels(registry, levels),
  };
}

function watchLevels(registry: Registry, levels: () => Levels): void {
  const gauge = (name: string, help: string, value: (now: Levels) => number): void => {
    const made: Gauge = new Gauge({
      ...{ name, help, registers: [registry] },
      collect: (): void => made.set(value(levels())),
    });
  };
  gauge('vedette_journal_end', 'Position of the last durable entry', (now) => now.journalEnd);
  gauge('vedette_journal_bytes', 'Size of the journal', (now) => now.journalBytes);
  gauge('vedette_engine_lag_entries', 'Accepted and not yet scored', (now) => now.lagEntries);
  gauge('vedette_engine_lag_seconds', 'Age of the oldest such entry', (now) => now.lagSeconds);
  gauge('vedette_workloads', 'Workloads with a baseline', (now) => now.workloads);
  gauge('vedette_open_findings', 'Findings that wait for a person', (now) => now.openFindings);
  const byName = (
    { name, help, label }: { readonly name: string; readonly help: string; readonly label: string },
    values: (now: Levels) => Readonly<Record<string, number>>,
  ): void => {
    const made: Gauge = new Gauge({
      ...{ name, help, labelNames: [label], registers: [registry] },
      collect: (): void => {
        made.reset();
        for (const [key, value] of Object.entries(values(levels()))) {
          made.set({ [label]: key }, value);
        }
      },
    });
  };
  byName(
    {
      name: 'vedette_engine',
      help: 'What the engine counts since it was started',
      label: 'counter',
    },
    (now) => now.counters,
  );
  byName(
    { name: 'vedette_signins', help: 'Sign-ins since it was started', label: 'counter' },
    (now) => now.signIns,
  );
  byName(
    {
      name: 'vedette_signins_network_data_age_days',
      help: 'Age of the data about addresses, where it is fresh enough to be used',
      label: 'tells',
    },
    (now) => now.networkDataDays,
  );
}

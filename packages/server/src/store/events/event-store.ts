import type { EventSource, ExecutionEvent, Reason, SensorCoverage } from '@vedette/core';

/** One event as it is stored; `score` and what follows is null for kinds that are not scored. */
export interface EventRow {
  readonly org: string;
  /** Of the journal entry; with `index` it names the event once and for ever on this server. */
  readonly position: number;
  readonly index: number;
  readonly receivedMs: number;
  readonly event: ExecutionEvent;
  /** Key of its masked shape. */
  readonly shape: string | null;
  readonly score: number | null;
  readonly p: number | null;
  readonly state: 'learning' | 'watching' | null;
  /** What it was compared with to be alerted about. */
  readonly threshold: number | null;
  readonly reasons: readonly Reason[];
  readonly nearest: { readonly argv: readonly string[]; readonly distance: number } | null;
  /** The finding that it belongs to. */
  readonly finding: string | null;
}

/** What a sensor said that it lost. */
export interface CoverageRow {
  readonly org: string;
  readonly position: number;
  readonly receivedMs: number;
  readonly host: string;
  readonly coverage: SensorCoverage;
}

/** What events are counted by, and filtered out by. */
export type EventField = 'workload' | 'host' | 'exe' | 'parent' | 'kind' | 'uid';

/** What to list; every bound is optional but `org`, `fromMs` and `toMs` (of the event's time). */
export interface EventQuery {
  readonly org: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly workload?: string;
  readonly host?: string;
  readonly kinds?: readonly ExecutionEvent['kind'][];
  readonly minScore?: number;
  readonly shapes?: readonly string[];
  /** Any of these times, to the fraction. */
  readonly momentsMs?: readonly number[];
  readonly finding?: string;
  /** Any of these programs, names of parents, users. */
  readonly exes?: readonly string[];
  readonly parents?: readonly string[];
  readonly uids?: readonly number[];
  /** None of these values of a field. */
  readonly not?: Readonly<Partial<Record<EventField, readonly string[]>>>;
  /** Any of these processes, or children of any of them. */
  readonly processIds?: readonly string[];
  readonly parentProcessIds?: readonly string[];
  readonly order: 'newest' | 'highest-score';
  readonly limit: number;
  /** `next` of the page before. */
  readonly cursor?: string;
}

/** Which events are meant, without how they are listed. */
export type EventScope = Omit<EventQuery, 'order' | 'limit' | 'cursor'>;

export interface EventPage {
  readonly rows: readonly EventRow[];
  readonly next: string | null;
}

/** The scored events of a workload while it was watched: those that could have alerted. */
export interface ScoreQuery {
  readonly org: string;
  readonly workload: string;
  /** Days are counted from here. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** How many events and how many different shapes scored how much. */
export interface ScoreCounts {
  /** By steps of a hundredth, `score` the lower end; only steps that have any. */
  readonly scores: readonly {
    readonly score: number;
    readonly events: number;
    readonly shapes: number;
  }[];
  /** By day, each shape at its highest score of the day. */
  readonly perDay: readonly {
    readonly day: number;
    readonly score: number;
    readonly shapes: number;
  }[];
}

/** A shape and the event of it that scored highest. */
export interface StrangeShape {
  readonly shape: string;
  readonly maxScore: number;
  readonly firstMs: number;
  readonly events: number;
  /** Of the event that scored highest, cut, and its time and name. */
  readonly argv: readonly string[];
  readonly t: number;
  readonly position: number;
  readonly index: number;
}

/** What came from one host. */
export interface HostActivity {
  readonly host: string;
  /** In the span. */
  readonly events: number;
  /** When the last of them was received. */
  readonly lastMs: number;
  /** Of the newest that says; null where none does. */
  readonly source: EventSource | null;
  /** Programs that were started, by hours of a day. */
  readonly perHour: readonly number[];
}

/** Events in the ClickHouse dialect: chDB in this process's care, or a server over HTTP. */
export interface EventStore {
  readonly engine: 'chdb' | 'clickhouse';
  /** Makes or updates the tables; refuses a newer schema than it knows. */
  migrate(): Promise<void>;
  /**
   * Durable on return. A repeat of the same rows after a failure stores none of them twice, and
   * coverage may always come again. Costs little a row in blocks of 10,000, three times as much in
   * blocks of 1,000.
   */
  insert(block: {
    readonly events: readonly EventRow[];
    readonly coverage: readonly CoverageRow[];
  }): Promise<void>;
  /** `position.index` of every event after a position that is already stored; for recovery. */
  storedAfter(position: number): Promise<ReadonlySet<string>>;
  list(query: EventQuery): Promise<EventPage>;
  /** The event of a name, where this server stored it for this organisation. */
  find(name: {
    readonly org: string;
    readonly position: number;
    readonly index: number;
  }): Promise<EventRow | undefined>;
  /** Counts per bucket of time and of score, for drawing. */
  histogram(query: EventScope & { readonly buckets: number }): Promise<
    readonly {
      readonly fromMs: number;
      readonly events: number;
      readonly maxScore: number | null;
    }[]
  >;
  /** Most frequent values of a field among the events of a query. */
  facet(
    query: EventScope,
    field: EventField,
    limit: number,
  ): Promise<readonly { readonly value: string; readonly events: number }[]>;
  /** Added up by host, with position and time of the last: a fleet has millions of reports a day. */
  coverage(query: {
    readonly org: string;
    readonly fromMs: number;
    readonly toMs: number;
  }): Promise<readonly CoverageRow[]>;
  /**
   * What came from each host since a time, those heard of last first: counted in a span, and by the
   * hours of the day that begins at `hoursFromMs`.
   */
  activity(query: {
    readonly org: string;
    readonly fromMs: number;
    readonly toMs: number;
    readonly sinceMs: number;
    readonly hoursFromMs: number;
  }): Promise<readonly HostActivity[]>;
  scores(query: ScoreQuery): Promise<ScoreCounts>;
  /** The shapes that scored highest, the highest first. */
  strangest(
    query: ScoreQuery & { readonly minScore: number; readonly limit: number },
  ): Promise<readonly StrangeShape[]>;
  /** By day, how many different shapes reached a score. */
  alertDays(query: ScoreQuery & { readonly minScore: number }): Promise<readonly number[]>;
  sizes(): Promise<{ readonly events: number; readonly bytes: number; readonly parts: number }>;
  /** Throws if it cannot answer and write. */
  check(): Promise<void>;
  close(): Promise<void>;
}

import type { ShapeRecord, BaselineChange } from '@vedette/executions';

import type { FindingChange } from '../findings/finding-change.ts';
import type { ServerFinding } from '../findings/finding.ts';
import type { JournalEntry } from '../journal/journal.ts';
import type { OpenJournal } from '../journal/open-journal.ts';
import type { EventStore } from '../store/events/event-store.ts';
import type { SweptHost } from '../sweeps/swept-host.ts';
import type { BaselineStore } from '../store/vectors/baseline-store.ts';
import type { AlertingChoice } from './alerting.ts';
import type { Clock } from './clock.ts';
import type { EngineSettings } from './engine-settings.ts';

/** What an engine stands on. */
export interface EngineParts {
  readonly journal: Pick<OpenJournal, 'first' | 'end' | 'read' | 'trim'>;
  readonly events: Pick<EventStore, 'insert' | 'storedAfter'>;
  readonly baselines: Pick<BaselineStore, 'read' | 'write' | 'drop' | 'optimize'>;
  /**
   * Hears of every change of a finding, in order and at least once: durable when it resolves. The
   * id of a change is the same at every repeat.
   */
  readonly notify: (changes: readonly FindingChange[]) => Promise<void>;
  /** For the checkpoint; of this engine alone. */
  readonly stateFolder: string;
  readonly clock?: Clock;
  readonly settings?: Partial<EngineSettings>;
}

/** One workload as it is now. */
export interface WorkloadView {
  readonly workload: string;
  readonly state: 'learning' | 'watching';
  readonly shapes: number;
  readonly executions: number;
  readonly firstMs: number | null;
  readonly lastMs: number | null;
  readonly threshold: number;
  readonly alerting: AlertingChoice;
  /** Shapes that a person said are normal. */
  readonly confirmed: number;
  /** Shapes that were seen, and are not believed in more than doubted. */
  readonly pending: number;
  /** Shapes that were seen for the first time within the last day. */
  readonly newShapes: number;
}

/** With what it is known to do, and what was done to its baseline. */
export interface WorkloadDetailView {
  readonly summary: WorkloadView;
  readonly shapes: readonly ShapeRecord[];
  readonly changes: readonly BaselineChange[];
}

/** A shape, and the workload whose baseline has it. */
export interface KnownShape {
  readonly workload: string;
  readonly record: ShapeRecord;
}

/** How the engine is. */
export interface EngineStatus {
  /** Of the last entry that is folded. */
  readonly position: number;
  /** Of the last entry whose events are in the event store. */
  readonly stored: number;
  readonly checkpoint: number;
  /** Accepted and not yet folded. */
  readonly lagEntries: number;
  /** Age of the oldest entry that is being folded; 0 where none is. */
  readonly lagSeconds: number;
  readonly workloads: number;
  readonly openFindings: number;
  /** What does not work now, by what it is. */
  readonly problems: Readonly<Record<string, string>>;
  readonly counters: Readonly<Record<string, number>>;
}

/**
 * Makes everything that the server knows from its journal.
 *
 * @example
 * const engine = createEngine({ journal, events, baselines, notify, stateFolder });
 * await engine.start();
 * const position = await journal.append(record);
 * engine.take({ position, record });
 * await engine.settled(position);
 */
export interface Engine {
  /** Recovers what was known; throws with a code where it cannot. Then folds, until closed. */
  start(): Promise<void>;
  /** Says that an entry is in the journal: after the append, in whatever order. */
  take(entry: JournalEntry): void;
  /** Resolves when an entry is folded, so that its effect can be read. */
  settled(position: number): Promise<void>;
  /** Resolves when the events of an entry are in the event store. */
  stored(position: number): Promise<void>;
  /** Whether a batch was folded already; accepting it again changes nothing. */
  knowsBatch(org: string, batchId: string): boolean;
  findings(org: string): readonly ServerFinding[];
  workloads(org: string): readonly WorkloadView[];
  workload(org: string, name: string): WorkloadDetailView | undefined;
  /** The score from which on a workload would alert by another choice; undefined without one. */
  thresholdBy(org: string, workload: string, choice: AlertingChoice): number | undefined;
  /** The last sweeps of an organisation's hosts. */
  sweptHosts(org: string): readonly SweptHost[];
  /** Every shape of every baseline of an organisation, in no order. */
  shapes(org: string): Iterable<KnownShape>;
  status(): EngineStatus;
  /** Throws if it has stopped, or if what it made cannot be stored now. */
  check(): Promise<void>;
  /**
   * Folds the entry at hand to its end and writes a checkpoint, within the time; what is not done
   * then is done at the next start.
   */
  close(options?: { readonly graceMs?: number }): Promise<void>;
}

import type { ExecutionEvent } from '@vedette/core';
import { dayOf, type WorkloadState } from '@vedette/executions';
import { SweepReport } from '@vedette/sweep';

import { expireFindings } from '../findings/expire-findings.ts';
import type { FindingChange } from '../findings/finding-change.ts';
import { type FindingsBook, findingsState, openFindings } from '../findings/findings-book.ts';
import { foldCommand } from '../findings/fold-command.ts';
import { foldScored } from '../findings/fold-scored.ts';
import { foldSweep } from '../findings/fold-sweep.ts';
import { type BatchRecord, decodeJournalBatch } from '../ingest/decode-journal-batch.ts';
import type { JournalEntry, JournalRecord } from '../journal/journal.ts';
import type { CoverageRow, EventRow } from '../store/events/event-store.ts';
import { SweptHosts } from '../sweeps/swept-hosts.ts';
import { type FoldCounters, noFoldCounters } from './fold-counters.ts';
import type { FoldSettings } from './fold-settings.ts';
import type { FoldState } from './fold-state.ts';
import { KnownBatches } from './known-batches.ts';
import { OrgWatch } from './org-watch.ts';

/** What comes out of a fold, in its order. */
export interface FoldOutput {
  event(row: EventRow): void;
  coverage(row: CoverageRow): void;
  changed(change: FindingChange): void;
}

type Stored = Omit<FoldState, 'position'> & {
  readonly position: number;
  readonly workloads: readonly (readonly [org: string, workloads: readonly WorkloadState[]])[];
};

/** Expectations end to the minute, not with each of a thousand entries a second. */
const EXPIRY_STEP_MS = 60_000;
const DAY_MS = 86_400_000;
/** Events between two chances for others to work: about a millisecond. */
const EVENTS_AT_ONCE = 128;

/**
 * Programs that were started, or ran when the sensor began, and the network ends that they use. An
 * `exit` is nothing that is done, and an `exec-failed` is mostly a shell that looks through its
 * PATH: both are stored, and say nothing about what is normal.
 */
const SCORED: ReadonlySet<ExecutionEvent['kind']> = new Set([
  'exec',
  'running',
  'connect',
  'listen',
]);

/**
 * Everything that the server knows, made from the journal in its order and with its times: no
 * clock, no randomness, no I/O. The same entries and settings give the same state and output.
 */
export class Fold {
  readonly counters: FoldCounters = noFoldCounters();
  readonly orgs = new Map<string, OrgWatch>();
  readonly findings: FindingsBook;
  readonly batches: KnownBatches;
  readonly sweptHosts: SweptHosts;
  readonly #settings: FoldSettings;
  readonly #out: FoldOutput;
  #position: number;
  #nowMs: number;
  /** Of batches, the newest last; as many as the retention asks for. */
  #activeDays: readonly number[];
  #isBetween = true;

  constructor(settings: FoldSettings, out: FoldOutput, stored?: Stored) {
    this.#settings = settings;
    this.#out = out;
    this.#position = stored?.position ?? 0;
    this.#nowMs = stored?.nowMs ?? 0;
    this.#activeDays = stored?.activeDays ?? [];
    this.batches = new KnownBatches(stored?.batches);
    this.findings = openFindings(stored?.findings);
    this.sweptHosts = new SweptHosts(stored?.sweptHosts);
    const workloads = new Map(stored?.workloads);
    for (const [org, alerting] of stored?.alerting ?? [])
      this.orgs.set(org, new OrgWatch(settings, { alerting, workloads: workloads.get(org) ?? [] }));
  }

  /** Of the last entry that is wholly folded. */
  get position(): number {
    return this.#position;
  }

  /** Whether it is between two entries: what it is in the middle of one is no state. */
  get isBetween(): boolean {
    return this.#isBetween;
  }

  /** Folds the next entry; between the steps others may work, and see it half done. */
  *take({ position, record }: JournalEntry): Generator<void> {
    if (position !== this.#position + 1)
      throw new Error(`entry ${position} of the journal does not follow ${this.#position}`);
    this.#isBetween = false;
    this.#advance(record.receivedMs);
    if (record.kind === 'batch') yield* this.#takeBatch(position, record);
    else if (record.kind === 'command') this.#takeCommand(record);
    else this.#takeSweep(record);
    this.#position = position;
    this.#isBetween = true;
  }

  toState(): FoldState {
    return {
      position: this.#position,
      nowMs: this.#nowMs,
      activeDays: [...this.#activeDays],
      batches: this.batches.toState(),
      alerting: [...this.orgs].map(([org, watch]) => [org, watch.alertingState()]),
      findings: findingsState(this.findings),
      sweptHosts: this.sweptHosts.toState(),
    };
  }

  /**
   * Lets time pass. It does not go back by the jitter of several writers; where a clock is put
   * right by a day and more it does, and nothing is concluded from that.
   */
  #advance(receivedMs: number): void {
    const before = this.#nowMs;
    const isCorrected = receivedMs < before - DAY_MS;
    this.#nowMs = isCorrected ? receivedMs : Math.max(before, receivedMs);
    if (Math.floor(this.#nowMs / EXPIRY_STEP_MS) > Math.floor(before / EXPIRY_STEP_MS))
      this.#tell(expireFindings(this.findings, this.#nowMs).changes);
  }

  /**
   * With the first batch of a day baselines forget the oldest day. Only days with batches count: a
   * server that was off for its owner's holiday must not come back with empty baselines, and learn
   * whatever is there then.
   */
  *#beginDay(): Generator<void> {
    const today = dayOf(this.#nowMs);
    const { retentionDays } = this.#settings;
    if (today === this.#activeDays.at(-1)) return;
    const isFirst = this.#activeDays.length === 0;
    this.#activeDays = [...this.#activeDays, today].slice(-retentionDays - 1);
    if (isFirst) return;
    const oldest = this.#activeDays.length > retentionDays ? Math.min(...this.#activeDays) : 0;
    for (const watch of this.orgs.values())
      for (const forgotten of watch.beginDay(this.#nowMs, oldest * DAY_MS)) {
        this.counters.forgottenWorkloads += forgotten;
        yield;
      }
  }

  *#takeBatch(position: number, record: BatchRecord): Generator<void> {
    const { org, receivedMs, batchId } = record;
    this.counters.batches += 1;
    if (!this.batches.add(org, batchId, this.#nowMs)) {
      this.counters.repeatedBatches += 1;
      return;
    }
    yield* this.#beginDay();
    const { events, coverage } = decodeJournalBatch(record);
    const watch = this.#watchOf(org);
    for (const [index, event] of events.entries()) {
      if (index % EVENTS_AT_ONCE === EVENTS_AT_ONCE - 1) yield;
      this.#takeEvent(watch, { org, position, index, receivedMs, event });
    }
    if (coverage !== null) this.#out.coverage({ org, position, receivedMs, ...coverage });
  }

  #takeEvent(
    watch: OrgWatch,
    named: Pick<EventRow, 'org' | 'position' | 'index' | 'receivedMs' | 'event'>,
  ): void {
    const { event } = named;
    this.counters.events += 1;
    if (!SCORED.has(event.kind)) {
      this.#out.event({ ...named, ...NOT_SCORED });
      return;
    }
    const { threshold } = watch.alertingOf(event.workload);
    const verdict = watch.scorer.observe(event);
    const { shape, score, p, state, reasons, nearest } = verdict;
    const scored = { ...named, verdict, threshold, shapeKey: shape };
    const { changes, finding } = foldScored(this.findings, scored);
    const opened = changes.some(({ kind }) => kind === 'opened' || kind === 'reopened');
    watch.count(event.workload, opened);
    this.counters.scored += 1;
    if (state === 'watching' && score >= threshold) this.counters.alerted += 1;
    this.#out.event({ ...named, shape, score, p, state, threshold, reasons, nearest, finding });
    this.#tell(changes);
  }

  #takeCommand(record: Extract<JournalRecord, { kind: 'command' }>): void {
    const { org, by, command } = record;
    this.counters.commands += 1;
    const hand = { by, timeMs: this.#nowMs };
    const { changes } = foldCommand(this.findings, record);
    let isIdle = changes.length === 0;
    if ('workload' in command) isIdle = !this.#watchOf(org).command(command, hand) && isIdle;
    if (command.do === 'acknowledge' || command.do === 'expect')
      this.#admit(org, command.finding, hand);
    if (isIdle) this.counters.idleCommands += 1;
    this.#tell(changes);
  }

  /** What a person has seen and not called wrong may train from now on. */
  #admit(org: string, id: string, hand: { readonly by: string; readonly timeMs: number }): void {
    const kept = this.findings.orgs.get(org)?.findings.get(id);
    if (kept === undefined || kept.finding.watch !== 'executions') return;
    this.#watchOf(org).admit(kept.finding.subject, kept.keys, hand);
  }

  #takeSweep({ org, report, receivedMs }: Extract<JournalRecord, { kind: 'sweep' }>): void {
    this.counters.sweeps += 1;
    const parsed = SweepReport.safeParse(jsonOf(report));
    if (!parsed.success) {
      this.counters.unreadableSweeps += 1;
      return;
    }
    const finished = { org, report: parsed.data, receivedMs };
    this.sweptHosts.take(finished);
    this.#tell(foldSweep(this.findings, finished).changes);
  }

  #tell(changes: readonly FindingChange[]): void {
    for (const change of changes) this.#out.changed(change);
  }

  #watchOf(org: string): OrgWatch {
    const known = this.orgs.get(org);
    if (known !== undefined) return known;
    const opened = new OrgWatch(this.#settings);
    this.orgs.set(org, opened);
    return opened;
  }
}

const NOT_SCORED = {
  shape: null,
  score: null,
  p: null,
  state: null,
  threshold: null,
  reasons: [],
  nearest: null,
  finding: null,
} as const;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

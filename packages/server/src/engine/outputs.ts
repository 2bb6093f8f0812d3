import type { FindingChange } from '../findings/finding-change.ts';
import type { CoverageRow, EventRow, EventStore } from '../store/events/event-store.ts';
import type { Clock } from './clock.ts';
import type { EngineSettings } from './engine-settings.ts';
import type { FoldOutput } from './fold.ts';
import { Outflow } from './outflow.ts';

/** Changes of findings in one call: each is a few kB. */
const NOTICES_AT_ONCE = 256;

type Row = { readonly event: EventRow } | { readonly coverage: CoverageRow };

/** What the outputs go to. */
export interface OutputTargets {
  readonly events: Pick<EventStore, 'insert'>;
  readonly notify: (changes: readonly FindingChange[]) => Promise<void>;
  readonly clock: Clock;
  readonly settings: EngineSettings;
}

/** What a fold gives out, on its way: rows to the event store, changes to the notifier. */
export class Outputs implements FoldOutput {
  readonly #rows: Outflow<Row>;
  readonly #notices: Outflow<FindingChange>;
  /** `position.index` of rows that were stored before a crash. */
  readonly #stored: Set<string>;
  #skipped = 0;
  #isStopped = false;

  constructor(
    { events, notify, clock, settings }: OutputTargets,
    from: { readonly position: number; readonly stored: ReadonlySet<string> },
  ) {
    this.#stored = new Set(from.stored);
    const start = { clock, from: from.position };
    const { rowsMax, blockRows, blockMs, noticesMax } = settings;
    const insert = (rows: readonly Row[]): Promise<void> => events.insert(blockOf(rows));
    const rows = { deliver: insert, waitingMax: rowsMax, blockMax: blockRows, blockMs };
    this.#rows = new Outflow(rows, start);
    const toNotify = { deliver: notify, waitingMax: noticesMax, blockMax: NOTICES_AT_ONCE };
    this.#notices = new Outflow({ ...toNotify, blockMs: 0 }, start);
  }

  event(event: EventRow): void {
    if (this.#stored.size > 0 && this.#stored.delete(`${event.position}.${event.index}`))
      this.#skipped += 1;
    else this.#rows.add({ event });
  }

  coverage(coverage: CoverageRow): void {
    this.#rows.add({ coverage });
  }

  changed(change: FindingChange): void {
    this.#notices.add(change);
  }

  /** Everything until now belongs to entries up to a position. */
  mark(position: number): void {
    this.#rows.mark(position);
    this.#notices.mark(position);
  }

  get hasRoom(): boolean {
    return this.#rows.hasRoom && this.#notices.hasRoom;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Resolves when there is room for more, or when it is stopped. */
  async room(): Promise<void> {
    await Promise.all([this.#rows.room(), this.#notices.room()]);
  }

  /** Entries up to this one have all their rows in the event store. */
  get storedRows(): number {
    return this.#rows.durable;
  }

  /** True when all rows up to a position are in the event store; false where it was stopped. */
  rowsSettled(position: number): Promise<boolean> {
    return this.#rows.settled(position);
  }

  /** True when all that came of entries up to a position is durable; false where it was stopped. */
  async settled(position: number): Promise<boolean> {
    const all = [this.#rows.settled(position), this.#notices.settled(position)];
    return (await Promise.all(all)).every(Boolean);
  }

  /** What does not go out now, and why. */
  get problems(): Record<string, string> {
    const { problem: events } = this.#rows;
    const { problem: notifier } = this.#notices;
    return { ...(events !== null && { events }), ...(notifier !== null && { notifier }) };
  }

  get counters(): Record<string, number> {
    const [waitingRows, waitingNotices] = [this.#rows.waiting, this.#notices.waiting];
    return { waitingRows, waitingNotices, skippedRows: this.#skipped };
  }

  /** Stops after the blocks that are on their way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all([this.#rows.stop(), this.#notices.stop()]);
  }
}

function blockOf(rows: readonly Row[]): { events: EventRow[]; coverage: CoverageRow[] } {
  const events: EventRow[] = [];
  const coverage: CoverageRow[] = [];
  for (const row of rows) {
    if ('event' in row) events.push(row.event);
    else coverage.push(row.coverage);
  }
  return { events, coverage };
}

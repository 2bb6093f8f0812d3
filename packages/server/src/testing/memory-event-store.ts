import type { CoverageRow, EventRow, EventStore } from '../store/events/event-store.ts';

/** How an insert of a test goes wrong: before anything is stored, or after all of it is. */
export type Trouble = 'refused' | 'answer lost';

/**
 * Events in memory, as the port promises them: a block that is sent again is stored once. Rows that
 * come twice in other blocks are kept twice, so that a test sees them.
 */
export class MemoryEventStore implements Pick<EventStore, 'insert' | 'storedAfter'> {
  readonly rows: EventRow[] = [];
  readonly coverage = new Map<string, CoverageRow>();
  readonly #blocks = new Set<string>();
  /** What becomes of the next inserts; undefined for nothing. */
  readonly troubles: (Trouble | undefined)[] = [];
  /** Nothing can be stored. */
  isDown = false;
  attempts = 0;

  async insert(block: Parameters<EventStore['insert']>[0]): Promise<void> {
    await Promise.resolve();
    this.attempts += 1;
    const trouble = this.isDown ? 'refused' : this.troubles.shift();
    if (trouble === 'refused') throw new Error('the store is down');
    const name = JSON.stringify(block.events.map(nameOf));
    if (block.events.length > 0 && !this.#blocks.has(name)) this.rows.push(...block.events);
    this.#blocks.add(name);
    for (const row of block.coverage) this.coverage.set(`${row.position} ${row.host}`, row);
    if (trouble === 'answer lost') throw new Error('the connection was closed');
  }

  async storedAfter(position: number): Promise<ReadonlySet<string>> {
    await Promise.resolve();
    return new Set(this.rows.filter((row) => row.position > position).map(nameOf));
  }
}

function nameOf({ position, index }: EventRow): string {
  return `${position}.${index}`;
}

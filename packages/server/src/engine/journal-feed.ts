import type { Journal, JournalEntry } from '../journal/journal.ts';
import { Bell } from './bell.ts';

/** Entries that wait in memory; what does not fit is read from the journal when its turn comes. */
const TAKEN_BYTES_MAX = 32 * 1024 * 1024;
const TAKEN_MAX = 1_024;

/**
 * The entries of a journal after a position, in order and each once: as they are given, or read
 * from the journal where they were not, came in another order, or found no room.
 */
export class JournalFeed {
  readonly #journal: Pick<Journal, 'end' | 'read'>;
  readonly #bell = new Bell();
  readonly #taken: JournalEntry[] = [];
  #takenBytes = 0;
  #position: number;
  #reader: AsyncIterator<JournalEntry> | undefined;
  #isStopped = false;

  constructor(journal: Pick<Journal, 'end' | 'read'>, after: number) {
    this.#journal = journal;
    this.#position = after;
  }

  /** Says that an entry is durable. */
  take(entry: JournalEntry): void {
    const last = this.#taken.at(-1)?.position ?? this.#position;
    const bytes = bytesOf(entry);
    const fits = this.#takenBytes + bytes <= TAKEN_BYTES_MAX && this.#taken.length < TAKEN_MAX;
    if (fits && entry.position > last) {
      this.#taken.push(entry);
      this.#takenBytes += bytes;
    }
    this.#bell.ring();
  }

  /** The next entry, waited for; undefined once stopped. */
  async next(): Promise<JournalEntry | undefined> {
    while (!this.#isStopped) {
      const given = this.#fromMemory();
      // What was read up to now is behind what was given.
      if (given !== undefined) await this.#closeReader();
      const entry = given ?? (await this.#fromJournal());
      if (entry !== undefined) {
        this.#position = entry.position;
        return entry;
      }
      await this.#bell.until(() => this.#isStopped || this.#journal.end > this.#position);
    }
    await this.#closeReader();
    return undefined;
  }

  stop(): void {
    this.#isStopped = true;
    this.#bell.ring();
  }

  #fromMemory(): JournalEntry | undefined {
    for (let head = this.#taken[0]; head !== undefined; head = this.#taken[0]) {
      if (head.position > this.#position + 1) return undefined;
      this.#taken.shift();
      this.#takenBytes -= bytesOf(head);
      if (head.position === this.#position + 1) return head;
    }
    return undefined;
  }

  async #fromJournal(): Promise<JournalEntry | undefined> {
    if (this.#journal.end <= this.#position) return undefined;
    const isNew = this.#reader === undefined;
    this.#reader ??= this.#journal.read(this.#position)[Symbol.asyncIterator]();
    const read = await this.#reader.next();
    if (read.done !== true) return read.value;
    this.#reader = undefined;
    if (isNew) throw new Error(`the journal does not have its entry ${this.#position + 1}`);
    return undefined;
  }

  async #closeReader(): Promise<void> {
    await this.#reader?.return?.();
    this.#reader = undefined;
  }
}

function bytesOf({ record }: JournalEntry): number {
  return record.kind === 'batch' ? record.body.byteLength : 0;
}

import type { EventQuery, EventRow, EventStore } from '../event-store.ts';
import { plainRow } from './plain-row.ts';

/** An engine that the contract is held against. */
export interface StoreUnderTest {
  readonly store: EventStore;
  close(): Promise<void>;
}

/** Far off, so that nothing expires while the test runs. */
export const T = 3_000_000_000_000;
export const ALL_TIME = { fromMs: 0, toMs: Number.MAX_VALUE } as const;

/** A store that tests share: each has an organisation and positions of its own. */
export class StoreFixture {
  #opened: StoreUnderTest | undefined;
  #position = 0;
  readonly #open: () => Promise<StoreUnderTest>;

  constructor(open: () => Promise<StoreUnderTest>) {
    this.#open = open;
  }

  async open(): Promise<void> {
    this.#opened = await this.#open();
    await this.store.migrate();
  }

  async close(): Promise<void> {
    await this.#opened?.close();
  }

  get store(): EventStore {
    if (this.#opened === undefined) throw new TypeError('the store is not open');
    return this.#opened.store;
  }

  /** The last that was given out. */
  get position(): number {
    return this.#position;
  }

  nextPosition(): number {
    this.#position += 1;
    return this.#position;
  }

  freshOrg(): string {
    return `org-${this.nextPosition()}`;
  }

  async list(query: Partial<EventQuery> & { readonly org: string }): Promise<EventRow[]> {
    const page = await this.store.list({ ...ALL_TIME, order: 'newest', limit: 100, ...query });
    return [...page.rows];
  }

  /** Stores rows under names of their own and gives them back as they should be listed. */
  async stored(org: string, rows: readonly Parameters<typeof plainRow>[0][]): Promise<EventRow[]> {
    const position = this.nextPosition();
    const events = rows.map((row, index) => plainRow({ ...row, org, position, index }));
    await this.store.insert({ events, coverage: [] });
    return events;
  }
}

import type { BaselineChange, BaselineState } from './baseline-state.ts';
import { leastBelieved } from './evict-shapes.ts';
import { ItemIndex } from './item-index.ts';
import { type Occurrence, observeShape } from './observe-shape.ts';
import type { ShapeRecord } from './shape-record.ts';
import type { Shape } from '../shape/shape.ts';
import { type FoundShape, ShapeSearch } from './shape-search.ts';
import { trustOf } from './trust-of.ts';

/** After masking, the busiest recorded workload has 250 shapes; a flood must not fill memory. */
const SHAPES_MAX = 4_096;
/** One of so many is given up at once, so that a flood does not sort for each event. */
const EVICTED_SHARE = 16;
/** Changes that a person or a bound made; the oldest are dropped. */
const CHANGES_MAX = 1_000;

/** What is normal for one workload, in memory, with the index that scoring asks. */
export class Baseline {
  state: BaselineState['state'];
  releases: BaselineState['releases'];
  readonly #shapesMax: number;
  #shapes = new Map<string, ShapeRecord>();
  #items = new ItemIndex();
  #search = new ShapeSearch();
  /** Shapes that changed since they were last taken, and what was taken before. */
  #changed = new Set<string>();
  #taken = new Set<string>();
  #isNoted = false;
  #seen: Baseline['seen'] = null;
  #evicted: number;
  #changes: BaselineChange[];

  constructor(stored?: BaselineState, options: { readonly shapesMax?: number } = {}) {
    this.state = stored?.state ?? 'learning';
    this.releases = stored?.releases ?? [];
    this.#shapesMax = options.shapesMax ?? SHAPES_MAX;
    this.#evicted = stored?.evicted ?? 0;
    this.#changes = [...(stored?.changes ?? [])];
    this.#restore(stored?.shapes ?? []);
    this.#taken = new Set(this.#shapes.keys());
  }

  get items(): ItemIndex {
    return this.#items;
  }

  get shapes(): Iterable<ShapeRecord> {
    return this.#shapes.values();
  }

  get size(): number {
    return this.#shapes.size;
  }

  get evicted(): number {
    return this.#evicted;
  }

  /** The shapes of one program. */
  shapesOf(name: string): Iterable<ShapeRecord> {
    return this.#search.ofProgram(name);
  }

  /** The exact nearest of the shapes that may be. */
  nearest(shape: Shape, mayBe: (record: ShapeRecord) => boolean): FoundShape | null {
    return this.#search.nearest(shape, mayBe);
  }

  /** First and last time that anything was seen, and how often; null for nothing. */
  get seen(): {
    readonly firstMs: number;
    readonly lastMs: number;
    readonly events: number;
  } | null {
    return this.#seen;
  }

  find(key: string): ShapeRecord | undefined {
    return this.#shapes.get(key);
  }

  /** Learns one occurrence, as much as its lesson allows. */
  observe(seen: Occurrence): ShapeRecord {
    const before = this.#shapes.get(seen.shape.key);
    const after = observeShape(before, seen);
    this.#changed.add(after.key);
    this.#put(after);
    this.#count(seen.timeMs, 1);
    if (before !== undefined && isLessBelieved(after, before)) this.#restore(this.#shapes.values());
    else if (seen.lesson !== 'held' || before !== undefined)
      this.#items.replace(after, before === undefined ? undefined : trustOf(before));
    if (this.#shapes.size > this.#shapesMax) this.#evict(seen.timeMs);
    return after;
  }

  /** Changes records through a pure function that returns null for what is to go. */
  revise(
    change: Omit<BaselineChange, 'shapes'>,
    of: (record: ShapeRecord) => ShapeRecord | null,
  ): number {
    const kept: ShapeRecord[] = [];
    let changed = 0;
    for (const record of this.#shapes.values()) {
      const revised = of(record);
      if (revised !== record) {
        changed += 1;
        this.#changed.add(record.key);
      }
      if (revised !== null) kept.push(revised);
    }
    if (changed > 0) {
      this.#restore(kept);
      this.note({ ...change, shapes: changed });
    }
    return changed;
  }

  /** What `ask` says while a record is replaced; the baseline is afterwards as it was. */
  withReplaced<T>(
    record: ShapeRecord,
    other: ShapeRecord,
    ask: (baseline: Baseline, record: ShapeRecord) => T,
  ): T {
    this.#items.replace(other, trustOf(record));
    const answer = ask(this, other);
    this.#items.replace(record, trustOf(other));
    return answer;
  }

  /** Notes something that was done to the baseline. */
  note(change: BaselineChange): void {
    this.#isNoted = true;
    this.#changes.push(change);
    if (this.#changes.length > CHANGES_MAX) this.#changes.shift();
  }

  /** Whether `takeChanges` or `toStateWithoutShapes` have anything new to say. */
  get hasChanges(): boolean {
    return this.#isNoted || this.#changed.size > 0;
  }

  /**
   * What changed since this was asked last, or since the baseline was restored: whoever stores it
   * has then all that `toState` has.
   */
  takeChanges(): { readonly changed: readonly ShapeRecord[]; readonly removed: readonly string[] } {
    const changed = [...this.#changed].toSorted().flatMap((key) => this.#shapes.get(key) ?? []);
    const removed = [...this.#taken].filter((key) => !this.#shapes.has(key)).toSorted();
    this.#changed = new Set();
    this.#isNoted = false;
    this.#taken = new Set(this.#shapes.keys());
    return { changed, removed };
  }

  /** The baseline as plain data, but for its shapes. */
  toStateWithoutShapes(): Omit<BaselineState, 'shapes'> {
    const { state, releases } = this;
    const [evicted, changes] = [this.#evicted, [...this.#changes]];
    return { version: 1, state, releases: [...releases], evicted, changes };
  }

  /** The baseline as plain data. */
  toState(): BaselineState {
    const shapes = [...this.#shapes.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
    return { ...this.toStateWithoutShapes(), shapes };
  }

  #evict(timeMs: number): void {
    const wanted = this.#shapes.size - this.#shapesMax + Math.ceil(this.#shapesMax / EVICTED_SHARE);
    const gone = new Set(leastBelieved(this.#shapes.values(), wanted));
    this.#evicted += gone.size;
    for (const { key } of gone) this.#changed.delete(key);
    this.#restore([...this.#shapes.values()].filter((record) => !gone.has(record)));
    this.note({ timeMs, what: 'evicted', by: 'bound', shapes: gone.size });
  }

  #put(record: ShapeRecord): void {
    this.#shapes.set(record.key, record);
    this.#search.put(record);
  }

  #count(timeMs: number, events: number): void {
    const { firstMs = timeMs, lastMs = timeMs, events: before = 0 } = this.#seen ?? {};
    this.#seen = {
      firstMs: Math.min(firstMs, timeMs),
      lastMs: Math.max(lastMs, timeMs),
      events: before + events,
    };
  }

  #restore(all: Iterable<ShapeRecord>): void {
    const records = [...all];
    this.#shapes = new Map();
    this.#search = new ShapeSearch();
    this.#items = new ItemIndex();
    this.#seen = null;
    for (const record of records) {
      this.#put(record);
      this.#count(record.firstSeenMs, record.count);
      this.#count(record.lastSeenMs, 0);
      this.#items.replace(record, undefined);
    }
  }
}

/** An old day left the record: what it was worth is no longer the most that was ever seen. */
function isLessBelieved(after: ShapeRecord, before: ShapeRecord): boolean {
  return (
    after.days[0]?.day !== before.days[0]?.day && trustOf(after).watched < trustOf(before).watched
  );
}

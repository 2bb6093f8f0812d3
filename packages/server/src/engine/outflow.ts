import { Bell } from './bell.ts';
import type { Clock } from './clock.ts';
import { keepTrying } from './keep-trying.ts';

/** How things are handed over to what is outside of the fold. */
export interface OutflowTarget<T> {
  /** Durable when it resolves; called again with the same block after a failure. */
  readonly deliver: (block: readonly T[]) => Promise<void>;
  /** From so many on, whoever adds has to wait for room. */
  readonly waitingMax: number;
  /** Of one block. */
  readonly blockMax: number;
  /** How long the first of a block waits for others. */
  readonly blockMs: number;
}

interface Mark {
  readonly position: number;
  /** Things that were added up to it, since the beginning. */
  readonly added: number;
}

/**
 * Hands things over in blocks, in their order, one block at a time, each again until it succeeds:
 * nothing is lost while the other side is down, and nothing overtakes. A position is durable when
 * everything is that was added before its mark.
 */
export class Outflow<T> {
  readonly #target: OutflowTarget<T>;
  readonly #clock: Clock;
  readonly #bell = new Bell();
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;
  #waiting: T[] = [];
  #marks: Mark[] = [];
  #added = 0;
  #delivered = 0;
  #durable: number;
  #hurried = 0;
  #problem: string | null = null;

  constructor(target: OutflowTarget<T>, { clock, from }: { clock: Clock; from: number }) {
    this.#target = target;
    this.#clock = clock;
    this.#durable = from;
    this.#done = this.#run();
  }

  /** Everything of the entries up to this position is durable. */
  get durable(): number {
    return this.#durable;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Why nothing goes out now; null while it does. */
  get problem(): string | null {
    return this.#problem;
  }

  add(thing: T): void {
    this.#waiting.push(thing);
    this.#added += 1;
    const { blockMax } = this.#target;
    if (this.#waiting.length === 1 || this.#waiting.length === blockMax) this.#bell.ring();
  }

  /** Everything that was added until now belongs to entries up to a position. */
  mark(position: number): void {
    this.#marks.push({ position, added: this.#added });
    this.#settle();
  }

  get hasRoom(): boolean {
    return this.#waiting.length < this.#target.waitingMax || this.#stop.signal.aborted;
  }

  /** Resolves when there is room, or when it is stopped. */
  async room(): Promise<void> {
    await this.#bell.until(() => this.hasRoom);
  }

  /** Resolves when a position is durable: true, or false where it was stopped before. */
  async settled(position: number): Promise<boolean> {
    this.#hurried += 1;
    this.#bell.ring();
    await this.#bell.until(() => this.#durable >= position || this.#stop.signal.aborted);
    this.#hurried -= 1;
    return this.#durable >= position;
  }

  /** Stops after the block that is being delivered; what is waiting stays undone. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#bell.ring();
    await this.#done;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await this.#bell.until(() => this.#waiting.length > 0 || signal.aborted);
      await this.#gather();
      if (signal.aborted) return;
      await this.#deliver();
    }
  }

  /** Waits for a block worth sending. */
  async #gather(): Promise<void> {
    const { blockMs, blockMax } = this.#target;
    const isEnough = (): boolean =>
      this.#waiting.length >= blockMax || this.#hurried > 0 || this.#stop.signal.aborted;
    if (isEnough()) return;
    const waited = new AbortController();
    await Promise.race([
      this.#clock.sleep(blockMs, waited.signal),
      this.#bell.until(() => isEnough() || waited.signal.aborted),
    ]);
    waited.abort();
  }

  async #deliver(): Promise<void> {
    const block = this.#waiting.slice(0, this.#target.blockMax);
    const done = await keepTrying({
      work: async () => {
        await this.#target.deliver(block);
        return true;
      },
      clock: this.#clock,
      signal: this.#stop.signal,
      onProblem: (problem) => void (this.#problem = problem),
    });
    if (done === undefined) return;
    this.#waiting = this.#waiting.slice(block.length);
    this.#delivered += block.length;
    this.#settle();
    this.#bell.ring();
  }

  #settle(): void {
    let passed = 0;
    for (const { position, added } of this.#marks) {
      if (added > this.#delivered) break;
      this.#durable = position;
      passed += 1;
    }
    if (passed === 0) return;
    this.#marks = this.#marks.slice(passed);
    this.#bell.ring();
  }
}

import { setImmediate } from 'node:timers/promises';

import type { JournalEntry } from '../journal/journal.ts';
import { Bell } from './bell.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { Clock } from './clock.ts';
import type { EngineSettings } from './engine-settings.ts';
import type { Fold } from './fold.ts';
import type { JournalFeed } from './journal-feed.ts';
import type { Outputs } from './outputs.ts';

/** How long folding may keep requests waiting. */
const SLICE_MS = 8;

/** What a fold is fed from, and what it feeds. */
export interface LoopParts {
  readonly fold: Fold;
  readonly feed: JournalFeed;
  readonly outputs: Outputs;
  readonly checkpoints: Checkpoints;
  readonly clock: Clock;
  readonly settings: EngineSettings;
}

/** Folds entry after entry, lets others work in between, and sees to checkpoints. */
export class FoldLoop {
  readonly #parts: LoopParts;
  /** Rings after each entry, and when folding ends. */
  readonly #bell = new Bell();
  readonly #stop = new AbortController();
  readonly #done: Promise<unknown>;
  #failure: Error | null = null;
  #hasEnded = false;
  /** Time of receipt of the entry that is being folded. */
  #foldingMs: number | null = null;
  #sliceEndMs = 0;
  #checkpointAt: { readonly ms: number; readonly position: number; readonly events: number };

  constructor(parts: LoopParts) {
    this.#parts = parts;
    this.#checkpointAt = this.#now();
    this.#done = Promise.all([this.#run(), this.#watchTime()]);
  }

  /** Why folding ended, where it did not end by being stopped: a fault of the program. */
  get failure(): Error | null {
    return this.#failure;
  }

  /** Age of the oldest entry that is being folded, in ms. */
  get lagMs(): number {
    return this.#foldingMs === null ? 0 : Math.max(0, this.#parts.clock.nowMs() - this.#foldingMs);
  }

  /** Resolves when an entry is folded; rejects where it will not be by this process. */
  async settled(position: number): Promise<void> {
    const { fold } = this.#parts;
    await this.#bell.until(() => fold.position >= position || this.#hasEnded);
    if (fold.position < position)
      throw this.#failure ?? new Error(`stopped before entry ${position} was folded`);
  }

  /**
   * Ends after the entry at hand, and with a checkpoint, unless told to hurry; never in the middle
   * of what a checkpoint must be whole for.
   */
  async close(hurry: AbortSignal): Promise<void> {
    const { feed, outputs, checkpoints, fold } = this.#parts;
    feed.stop();
    this.#stop.abort();
    const hurried = new Promise<void>((resolve) => {
      if (hurry.aborted) resolve();
      else hurry.addEventListener('abort', () => resolve(), { once: true });
    });
    const whole = async (): Promise<void> => {
      await this.#bell.until(() => this.#hasEnded);
      await checkpoints.finished();
      if (fold.isBetween && fold.position > checkpoints.status.position && !hurry.aborted) {
        checkpoints.begin(fold);
        await checkpoints.finished();
      }
    };
    await Promise.race([whole(), hurried]);
    await Promise.all([outputs.stop(), checkpoints.stop()]);
    await this.#done;
  }

  async #run(): Promise<void> {
    const { feed } = this.#parts;
    try {
      for (let entry = await feed.next(); entry !== undefined; entry = await feed.next()) {
        const isWhole = await this.#foldOne(entry);
        if (!isWhole) break;
      }
    } catch (error) {
      this.#failure = error instanceof Error ? error : new Error(String(error));
    }
    this.#foldingMs = null;
    this.#hasEnded = true;
    this.#bell.ring();
  }

  /** Folds an entry; false where it was stopped in the middle because nothing flowed out. */
  async #foldOne(entry: JournalEntry): Promise<boolean> {
    const { fold, outputs, checkpoints } = this.#parts;
    this.#foldingMs = entry.record.receivedMs;
    for (const _ of fold.take(entry)) {
      await this.#letOthersWork();
      if (outputs.isStopped) return false;
    }
    this.#foldingMs = null;
    outputs.mark(entry.position);
    this.#bell.ring();
    if (this.#isCheckpointDue() && !checkpoints.isRunning) this.#beginCheckpoint();
    await this.#letOthersWork();
    return true;
  }

  async #letOthersWork(): Promise<void> {
    const { outputs } = this.#parts;
    if (!outputs.hasRoom) await outputs.room();
    if (performance.now() < this.#sliceEndMs) return;
    await setImmediate();
    this.#sliceEndMs = performance.now() + SLICE_MS;
  }

  #isCheckpointDue(): boolean {
    const { checkpointMs, checkpointEntries, checkpointEvents } = this.#parts.settings;
    const [last, now] = [this.#checkpointAt, this.#now()];
    if (now.position === last.position) return false;
    return (
      now.ms - last.ms >= checkpointMs ||
      now.position - last.position >= checkpointEntries ||
      now.events - last.events >= checkpointEvents
    );
  }

  #beginCheckpoint(): void {
    this.#checkpointAt = this.#now();
    this.#parts.checkpoints.begin(this.#parts.fold);
  }

  #now(): { ms: number; position: number; events: number } {
    const { clock, fold } = this.#parts;
    return { ms: clock.nowMs(), position: fold.position, events: fold.counters.events };
  }

  /** A checkpoint in time also where no entry follows to make it. */
  async #watchTime(): Promise<void> {
    const { clock, settings, checkpoints } = this.#parts;
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await clock.sleep(settings.checkpointMs, signal);
      if (
        this.#parts.fold.isBetween &&
        !this.#hasEnded &&
        !checkpoints.isRunning &&
        this.#isCheckpointDue()
      )
        this.#beginCheckpoint();
    }
  }
}

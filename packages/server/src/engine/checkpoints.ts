import type { Journal } from '../journal/journal.ts';
import type { BaselineStore, TableVersion } from '../store/vectors/baseline-store.ts';
import { type CapturedWorkload, captureFold, type StoredVersions } from './capture-fold.ts';
import type { Checkpoint } from './checkpoint-file.ts';
import { writeCheckpoint } from './checkpoint-file.ts';
import type { Clock } from './clock.ts';
import { eachAtOnce } from './each-at-once.ts';
import type { Fold } from './fold.ts';
import { keepTrying } from './keep-trying.ts';

/** Tables written at once: a commit waits for the disk, and the native engine has threads. */
const TABLES_AT_ONCE = 4;

/** What a checkpoint is made with. */
export interface CheckpointParts {
  readonly folder: string;
  readonly journal: Pick<Journal, 'trim'>;
  readonly baselines: Pick<BaselineStore, 'write' | 'drop' | 'optimize'>;
  readonly clock: Clock;
  /** Resolves with true when all that entries up to a position gave out is durable. */
  readonly settled: (position: number) => Promise<boolean>;
}

/** How checkpoints go. */
export interface CheckpointStatus {
  /** Of the last one that is on the disk. */
  readonly position: number;
  /** When it was written; null before the first of this process. */
  readonly atMs: number | null;
  readonly problem: string | null;
  /** What went wrong about old tables and versions, which costs room and nothing else. */
  readonly cleaningProblem: string | null;
  /** Tables that were written since the process began. */
  readonly tableWrites: number;
  readonly fragments: number;
}

/**
 * Writes checkpoints, one at a time: first what entries gave out is durable, then the tables are,
 * then the file that names them; only then does the journal give up what is in it.
 */
export class Checkpoints {
  readonly #parts: CheckpointParts;
  readonly #versions: StoredVersions;
  readonly #stop = new AbortController();
  #named: readonly TableVersion[];
  #running: Promise<void> | undefined;
  #status: CheckpointStatus;

  constructor(
    parts: CheckpointParts,
    from: {
      readonly position: number;
      readonly versions: StoredVersions;
      readonly named: readonly TableVersion[];
    },
  ) {
    this.#parts = parts;
    this.#versions = from.versions;
    this.#named = from.named;
    this.#status = {
      ...{ position: from.position, atMs: null, problem: null, cleaningProblem: null },
      ...{ tableWrites: 0, fragments: 0 },
    };
  }

  get status(): CheckpointStatus {
    return this.#status;
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** Begins a checkpoint of a fold that is between two entries; there must be none running. */
  begin(fold: Fold): void {
    if (this.#running !== undefined) throw new Error('a checkpoint is being written already');
    if (!fold.isBetween) throw new Error('a checkpoint in the middle of an entry');
    const capture = captureFold(fold, this.#versions);
    this.#running = this.#write(capture).finally(() => (this.#running = undefined));
  }

  /** Resolves when the checkpoint that is being written is, if there is one. */
  async finished(): Promise<void> {
    await this.#running;
  }

  /** Gives up the one that is being written. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #write({ fold, orgs }: ReturnType<typeof captureFold>): Promise<void> {
    const { position } = fold;
    if (!(await this.#parts.settled(position))) return;
    const tables: [string, TableVersion[]][] = [];
    for (const [org, workloads] of orgs) {
      const written = await eachAtOnce(workloads, TABLES_AT_ONCE, (one) => this.#table(one));
      const versions = written.filter((version) => version !== undefined);
      if (versions.length < workloads.length) return;
      tables.push([org, versions]);
    }
    const checkpoint = checkpointOf(fold, tables);
    const isWritten = await this.#trying(async () => {
      await writeCheckpoint(this.#parts.folder, checkpoint);
      return true;
    });
    if (isWritten === undefined) return;
    this.#note({ position, atMs: this.#parts.clock.nowMs() });
    await this.#clean(
      position,
      tables.flatMap(([, versions]) => versions),
    );
  }

  async #table({ workload, stored }: CapturedWorkload): Promise<TableVersion | undefined> {
    if (!('changed' in stored)) return stored;
    const version = await this.#trying(() => this.#parts.baselines.write(stored));
    if (version === undefined) return undefined;
    this.#versions.set(workload, version);
    this.#note({ tableWrites: this.#status.tableWrites + 1 });
    return version;
  }

  /** Gives up what no checkpoint needs any more; what fails is done next time, or costs room. */
  async #clean(position: number, named: readonly TableVersion[]): Promise<void> {
    const { baselines, journal } = this.#parts;
    const kept = new Set(named.map(({ table }) => table));
    const gone = this.#named.filter(({ table }) => !kept.has(table));
    this.#named = named;
    try {
      await journal.trim(position);
      for (const table of gone) await baselines.drop(table);
      const { fragments } = await baselines.optimize(named);
      this.#note({ fragments, cleaningProblem: null });
    } catch (error) {
      this.#note({ cleaningProblem: error instanceof Error ? error.message : String(error) });
    }
  }

  #trying<T>(work: () => Promise<T>): Promise<T | undefined> {
    return keepTrying({
      work,
      clock: this.#parts.clock,
      signal: this.#stop.signal,
      onProblem: (problem) => this.#note({ problem }),
    });
  }

  #note(change: Partial<CheckpointStatus>): void {
    this.#status = { ...this.#status, ...change };
  }
}

function checkpointOf(
  fold: Checkpoint['fold'],
  tables: readonly (readonly [string, readonly TableVersion[]])[],
): Checkpoint {
  return {
    fold,
    tables: tables.map(([org, versions]) => [
      org,
      versions.map(({ workload, table, version }) => ({ workload, table, version })),
    ]),
  };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { FindingChange } from '../../findings/finding-change.ts';
import type { JournalRecord } from '../../journal/journal.ts';
import { type OpenJournal, openJournal } from '../../journal/open-journal.ts';
import type { BaselineStore } from '../../store/vectors/baseline-store.ts';
import { openLanceBaselines } from '../../store/vectors/lance-baselines.ts';
import { MemoryEventStore } from '../../testing/memory-event-store.ts';
import { createEngine } from '../create-engine.ts';
import type { EngineSettings } from '../engine-settings.ts';
import type { Engine } from '../engine.ts';

const JOURNAL_BYTES_MAX = 1024 ** 3;
/** Small, so that trimming has something to remove. */
const SEGMENT_BYTES = 32 * 1024;

/** An engine with everything around it: what stays when it stops, and what it was told. */
export class EngineScene implements AsyncDisposable {
  readonly folder: string;
  readonly events = new MemoryEventStore();
  readonly told: FindingChange[] = [];
  readonly #engines: Engine[] = [];
  readonly journal: OpenJournal;
  readonly baselines: BaselineStore;

  private constructor(journal: OpenJournal, baselines: BaselineStore, folder: string) {
    this.journal = journal;
    this.baselines = baselines;
    this.folder = folder;
  }

  static async open(): Promise<EngineScene> {
    const folder = mkdtempSync(join(tmpdir(), 'vedette-engine-'));
    const journal = await openJournal({
      folder: join(folder, 'journal'),
      bytesMax: JOURNAL_BYTES_MAX,
      segmentBytes: SEGMENT_BYTES,
    });
    const baselines = await openLanceBaselines({ uri: join(folder, 'baselines') });
    return new EngineScene(journal, baselines, folder);
  }

  get stateFolder(): string {
    return join(this.folder, 'state');
  }

  /** An engine on what is there; `more` replaces parts of it. */
  engine(
    settings: Partial<EngineSettings> = {},
    more: Partial<Parameters<typeof createEngine>[0]> = {},
  ): Engine {
    const { journal, events, baselines, stateFolder } = this;
    const notify = async (changes: readonly FindingChange[]): Promise<void> => {
      await Promise.resolve();
      this.told.push(...changes);
    };
    const parts = { journal, events, baselines, notify, stateFolder };
    const engine = createEngine({ ...parts, settings: { blockMs: 1, ...settings }, ...more });
    this.#engines.push(engine);
    return engine;
  }

  /** Appends, and tells the engine if there is one that runs. */
  async append(record: JournalRecord, engine?: Engine): Promise<number> {
    const position = await this.journal.append(record);
    engine?.take({ position, record });
    return position;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const engine of this.#engines) await engine.close({ graceMs: 0 });
    await this.journal.close();
    await this.baselines.close();
    rmSync(this.folder, { recursive: true });
  }
}

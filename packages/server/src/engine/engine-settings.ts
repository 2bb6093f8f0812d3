import { FOLD_SETTINGS, type FoldSettings } from './fold-settings.ts';

/** What an engine can be told. */
export interface EngineSettings {
  /** What scores and findings depend on. */
  readonly fold: Partial<FoldSettings>;
  /** A checkpoint after so long, so many entries or so many events, whichever comes first. */
  readonly checkpointMs: number;
  readonly checkpointEntries: number;
  readonly checkpointEvents: number;
  /** Rows that may wait for the event store before nothing further is read; about 2 kB each. */
  readonly rowsMax: number;
  /** Rows of one insert: larger blocks make fewer parts and later answers. */
  readonly blockRows: number;
  readonly blockMs: number;
  /** Changes of findings that may wait for the notifier. */
  readonly noticesMax: number;
}

/** After a crash, what came after the checkpoint is folded again: some seconds of work. */
export const ENGINE_SETTINGS: EngineSettings = {
  fold: {},
  checkpointMs: 30_000,
  checkpointEntries: 20_000,
  checkpointEvents: 500_000,
  rowsMax: 50_000,
  blockRows: 10_000,
  blockMs: 250,
  noticesMax: 10_000,
};

/** The settings of the fold, whole. */
export function foldSettings({ fold }: EngineSettings): FoldSettings {
  return { ...FOLD_SETTINGS, ...fold };
}

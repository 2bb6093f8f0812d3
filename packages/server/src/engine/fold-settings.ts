import { ALERT_SCORE, type Prior } from '@vedette/executions';

/** What a fold depends on beside the journal: the same settings give the same state. */
export interface FoldSettings {
  /** The score from which on somebody is told, where nothing else was chosen. */
  readonly alertScore: number;
  /** For how many days what was seen once stays in a baseline; days without a batch do not count. */
  readonly retentionDays: number;
  /** Workloads of one organisation that are learned; what is beyond is scored and counted. */
  readonly workloadsMax: number;
  /** Undefined for the one that ships, null for none. */
  readonly prior: Prior | null | undefined;
}

/** A host that invents names of workloads must not fill memory: each is some 2 MB when it is full. */
const WORKLOADS_MAX = 1_000;

export const FOLD_SETTINGS: FoldSettings = {
  alertScore: ALERT_SCORE,
  retentionDays: 7,
  workloadsMax: WORKLOADS_MAX,
  prior: undefined,
};

import type { ShapeRecord, WorkloadState } from '@vedette/executions';

/** A workload's table at one version: what a checkpoint names. */
export interface TableVersion {
  readonly org: string;
  readonly workload: string;
  readonly table: string;
  readonly version: number;
}

/** What changed in a workload since its table was written last. */
export interface BaselineChange {
  readonly org: string;
  readonly workload: string;
  /** Everything but the shapes. */
  readonly rest: {
    readonly baseline: Omit<WorkloadState['baseline'], 'shapes'>;
    readonly calibration: WorkloadState['calibration'];
  };
  readonly changed: readonly { readonly record: ShapeRecord; readonly vector: Float32Array }[];
  /** Keys of shapes that are no more. */
  readonly removed: readonly string[];
  /** The version that this change is on top of; undefined makes the table. */
  readonly base: TableVersion | undefined;
}

/** A shape near a vector. */
export interface NearShape {
  readonly workload: string;
  readonly shape: string;
  readonly argv: readonly string[];
  /** Cosine distance, 0 to 2. */
  readonly distance: number;
}

/**
 * Baselines in LanceDB, a table per (org, workload), in a folder or in object storage. One writer.
 * A write makes a new version and leaves the one before readable, so that a checkpoint can name
 * versions of many tables that belong together.
 */
export interface BaselineStore {
  write(change: BaselineChange): Promise<TableVersion>;
  read(version: TableVersion): Promise<WorkloadState>;
  nearest(query: {
    readonly org: string;
    readonly workloads: readonly string[];
    readonly vector: Float32Array;
    readonly limit: number;
  }): Promise<readonly NearShape[]>;
  /** Compacts, and drops versions that are neither the newest nor kept; bounded per call. */
  optimize(
    keep: readonly TableVersion[],
  ): Promise<{ readonly fragments: number; readonly bytes: number }>;
  drop(table: TableVersion): Promise<void>;
  check(): Promise<void>;
  close(): Promise<void>;
}

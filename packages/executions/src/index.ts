export { Baseline } from './baseline/baseline.ts';
export { BaselineChange, BaselineState } from './baseline/baseline-state.ts';
export { dayOf, type Lesson, type Occurrence } from './baseline/observe-shape.ts';
export { DayRecord, ShapeRecord } from './baseline/shape-record.ts';
export { adaptShare, type AlertBudget, thresholdFor } from './calibrate/alert-budget.ts';
export { Calibration, CalibrationState } from './calibrate/calibration.ts';
export { hashText } from './vector/hash-text.ts';
export { type Prior } from './prior/prior.ts';
export { priorFeatures } from './prior/prior-features.ts';
export { shippedPrior } from './prior/shipped-prior.ts';
export { ALERT_SCORE, ExecutionScorer, type ScorerSettings } from './score/execution-scorer.ts';
export type { NearestShape } from './score/nearest-shape.ts';
export type { ExecutionVerdict } from './score/verdict.ts';
export { type Workload, WorkloadState } from './score/workload.ts';
export type { Shape } from './shape/shape.ts';
export { shapeOf } from './shape/shape-of.ts';
export {
  type BadLine,
  eachEvent,
  type ReplayCounts,
  replayEvent,
  type ReplayLine,
} from './replay/replay.ts';
export { splitLines } from './replay/split-lines.ts';
export {
  featureVector,
  shapeVector,
  type VectorShape,
  VECTOR_LENGTH,
  VECTOR_VIEWS,
  type VectorView,
} from './vector/feature-vector.ts';
export { type Trust, trustOf } from './baseline/trust-of.ts';
export {
  admitShape,
  confirmShape,
  expireBefore,
  forgetShape,
  type Hand,
  rollBack,
} from './baseline/revisions.ts';
export {
  asksInWords,
  type Filter,
  matchesPattern,
  parseQuery,
  type SearchQuery,
} from './search/parse-query.ts';
export { type SearchedShape, type ShapeHit, ShapeIndex } from './search/shape-index.ts';

import type { SensorLimits } from '../limits/limits.ts';

/** What is known of the batch that is being filled. */
export interface BatchState {
  readonly events: number;
  readonly bytes: number;
  /** When its first event came; absent while there is none. */
  readonly firstMs?: number;
  /** When its first urgent event came. */
  readonly urgentMs?: number;
  /** Something was lost or given up, and no batch has said so yet. */
  readonly coverageSinceMs?: number;
}

/** Why a batch is closed now, or undefined while it may wait. */
export function sealReason(
  state: BatchState,
  limits: SensorLimits,
  nowMs: number,
): 'count' | 'bytes' | 'urgent' | 'age' | undefined {
  if (state.events >= limits.batchEvents) return 'count';
  if (state.bytes >= limits.batchBytes) return 'bytes';
  const older = (sinceMs: number | undefined, ms: number): boolean =>
    sinceMs !== undefined && nowMs - sinceMs >= ms;
  if (older(state.urgentMs, limits.urgentAgeMs)) return 'urgent';
  if (older(state.firstMs, limits.batchAgeMs)) return 'age';
  return older(state.coverageSinceMs, limits.batchAgeMs) ? 'age' : undefined;
}

import type { GenericEndpointContext } from 'better-auth';

import type { Runtime } from '../runtime/runtime.ts';
import type { RecordStore } from './user-records.ts';

/** Where the records of this request are. */
export function recordStoreOf(ctx: GenericEndpointContext, runtime: Runtime): RecordStore {
  const { population, counters } = runtime;
  return { adapter: ctx.context.adapter, population, counters, nowMs: runtime.nowMs() };
}

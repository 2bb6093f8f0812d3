import { ExecutionScorer } from '@vedette/executions';
import type { EventRow } from '@vedette/server';

import { makeEvent } from './make-bodies.ts';

/** Events as the server stores them, scored already: for the engine without the rest. */
export function makeRows(count: number): EventRow[] {
  const scorer = new ExecutionScorer();
  return Array.from({ length: count }, (_, number) => {
    const event = makeEvent({ host: 'host-1', workload: 'service-1', number });
    const { shape, score, p, state, reasons, nearest } = scorer.observe(event);
    return {
      ...{ org: 'default', position: 1 + Math.floor(number / 1_000), index: number % 1_000 },
      ...{ receivedMs: event.t, event, shape, score, p, state, threshold: 0.8, reasons, nearest },
      finding: null,
    };
  });
}

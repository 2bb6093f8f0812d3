import { ExecutionEvent } from '@vedette/core';

import type { FindingChange } from '../finding-change.ts';
import type { ScoredEvent } from '../fold-scored.ts';

/** 2026-01-01. */
export const NOW_MS = 1_767_225_600_000;

/** A shell that a web server started, scored as never seen, unless said otherwise. */
export function scoredEvent(
  more: Partial<Omit<ScoredEvent, 'event' | 'verdict'>> & {
    readonly event?: Readonly<Record<string, unknown>>;
    readonly verdict?: Partial<ScoredEvent['verdict']>;
  } = {},
): ScoredEvent {
  const { event, verdict, ...rest } = more;
  return {
    ...{ org: 'o', position: 1, index: 0, threshold: 0.8, shapeKey: 'shape-sh' },
    receivedMs: NOW_MS,
    ...rest,
    event: ExecutionEvent.parse({
      ...{ t: NOW_MS, host: 'web-1', workload: 'web', pid: 200, ppid: 100, uid: 33 },
      ...{ comm: 'sh', parent: 'nginx', exe: '/bin/sh', argv: ['sh', '-c', 'id'] },
      ...event,
    }),
    verdict: {
      ...{ score: 0.85, p: 0.0005, state: 'watching', nearest: null },
      reasons: [
        { code: 'lineage-new', contribution: 0.6, text: 'nginx has never started sh here' },
        { code: 'program-rare', contribution: 0.25, text: 'sh is rare in this workload' },
      ],
      ...verdict,
    },
  };
}

/** Kinds of changes, in order. */
export function kindsOf({ changes }: { readonly changes: readonly FindingChange[] }): string[] {
  return changes.map(({ kind }) => kind);
}

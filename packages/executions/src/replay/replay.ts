import type { ExecutionEvent, Reason } from '@vedette/core';

import type { ExecutionScorer } from '../score/execution-scorer.ts';
import type { NearestShape } from '../score/nearest-shape.ts';
import type { ExecutionVerdict } from '../score/verdict.ts';
import { parseEventLine } from './parse-event-line.ts';

/** One line of `replay --json`. */
export interface ReplayLine {
  readonly t: number;
  readonly workload: string;
  readonly score: number;
  readonly p: number;
  readonly state: ExecutionVerdict['state'];
  readonly reasons: readonly Reason[];
  readonly nearest: NearestShape | null;
}

/** What became of the lines of a file. */
export interface ReplayCounts {
  events: number;
  /** Events of other kinds, which are not scored. */
  skipped: number;
  bad: number;
}

/** A line that is no event: counted, told, and passed over. */
export interface BadLine {
  /** From 1. */
  readonly line: number;
  readonly problem: string;
}

/** Gives every event of the lines to `take`, in order, and every bad line to `onBad`. */
export async function eachEvent(
  lines: AsyncIterable<string>,
  take: (event: ExecutionEvent) => void | Promise<void>,
  onBad: (line: BadLine) => void,
): Promise<ReplayCounts> {
  const counts: ReplayCounts = { events: 0, skipped: 0, bad: 0 };
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === '') continue;
    const parsed = parseEventLine(line);
    if (parsed.kind === 'event') {
      counts.events += 1;
      await take(parsed.event);
    } else if (parsed.kind === 'other') counts.skipped += 1;
    else {
      counts.bad += 1;
      onBad({ line: number, problem: parsed.problem });
    }
  }
  return counts;
}

/** Scores one event for replay; it is learned from only where that is asked for. */
export function replayEvent(
  scorer: ExecutionScorer,
  event: ExecutionEvent,
  { online }: { readonly online: boolean },
): ReplayLine {
  const verdict = online ? scorer.observe(event) : scorer.score(event);
  const { score, p, state, reasons, nearest } = verdict;
  return { t: event.t, workload: event.workload, score, p, state, reasons, nearest };
}

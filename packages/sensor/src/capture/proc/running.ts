import type { EventSource } from '@vedette/core';

import type { CapturedEvent } from '../captured-event.ts';
import { listPids } from './list-pids.ts';
import { type ProcFacts, type ProcSource, readProcess } from './read-process.ts';

export interface RunningOptions {
  readonly from: ProcSource;
  readonly source: EventSource;
  readonly t: number;
  readonly ownPids: ReadonlySet<number>;
}

/** What runs already, told once at the start; kernel threads run no program and are left out. */
export function readRunning(options: RunningOptions): CapturedEvent[] {
  const found = new Map<number, ProcFacts>();
  for (const pid of listPids(options.from.proc)) {
    const facts = readProcess(pid, options.from);
    if (facts !== null) found.set(pid, facts);
  }
  const events: CapturedEvent[] = [];
  for (const facts of found.values()) {
    if (isOfTree(facts, found, options.ownPids)) continue;
    events.push({ ...facts, kind: 'running', source: options.source, t: options.t });
  }
  return events;
}

function isOfTree(
  facts: ProcFacts,
  found: ReadonlyMap<number, ProcFacts>,
  roots: ReadonlySet<number>,
): boolean {
  let at: ProcFacts | undefined = facts;
  for (let depth = 0; at !== undefined && depth < found.size; depth++) {
    if (roots.has(at.pid)) return true;
    at = found.get(at.ppid);
  }
  return false;
}

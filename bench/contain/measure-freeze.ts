import { setTimeout as delay } from 'node:timers/promises';

import type { TestHost } from '../../tests/e2e/hosts/index.ts';
import { type Look, watchProcess } from './watch-process.ts';

/** A miner's watchdog would have had its say by then. */
export const LATER_MS = 5_000;
/** Over this, at the end, it must not have got any processor time. */
const STILL_MS = 1_000;

/** A process that uses the processor, on a host. */
export interface Victim {
  readonly host: TestHost;
  readonly pid: number;
}

/** What came of one way to freeze it, once. */
export interface FreezeMeasured {
  /** From the finding to the first look at which it is held; a reason where it never was. */
  readonly frozenMs: number | string;
  /** Processor time that it got from the finding until `LATER_MS` after it was first frozen. */
  readonly cpuMs: number;
  /** Whether it got none in the last second of that. */
  readonly stillFrozen: boolean;
  /** Whether its deleted program was saved. */
  readonly saved: boolean;
}

/** What freezes it; says when it was found, and whether its program was saved. */
export type Freeze = (victim: Victim) => Promise<{ foundMs: number; saved: boolean }>;

/** Freezes a process and looks at it all the while, and for some time after. */
export async function measureFreeze(victim: Victim, freeze: Freeze): Promise<FreezeMeasured> {
  const watch = watchProcess(victim.host, victim.pid);
  let looks: readonly Look[] = [];
  let frozen: { foundMs: number; saved: boolean };
  try {
    frozen = await freeze(victim);
    await delay(LATER_MS);
  } finally {
    looks = watch.stop();
  }
  const { foundMs, saved } = frozen;
  const since = looks.filter(({ atMs }) => atMs >= foundMs);
  const held = since.find((look) => look.held);
  const untilMs = (held?.atMs ?? foundMs) + LATER_MS;
  const within = since.filter(({ atMs }) => atMs <= untilMs);
  const last = within.at(-1);
  const still = within.find(({ atMs }) => atMs >= untilMs - STILL_MS);
  return {
    frozenMs: held === undefined ? 'it was never frozen' : held.atMs - foundMs,
    cpuMs: (last?.cpuMs ?? 0) - (since[0]?.cpuMs ?? 0),
    stillFrozen: held !== undefined && last?.cpuMs === still?.cpuMs,
    saved,
  };
}

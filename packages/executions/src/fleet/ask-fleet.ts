import type { Baseline } from '../baseline/baseline.ts';
import type { Shape } from '../shape/shape.ts';

/** How much of the rest of the fleet does the same thing. */
export interface FleetOpinion {
  /** Other workloads where this program is normal. */
  readonly programs: number;
  /** Other workloads where the whole command is normal. */
  readonly commands: number;
}

/** Below this doubt a part is normal for another workload. */
const NORMAL_DOUBT = 0.3;
/** Workloads that are asked: the eighth witness adds nothing. */
const WITNESSES_MAX = 32;

/**
 * How many other workloads do this all the time. Only what they trust counts, so an attacker
 * would have to teach each of them for days.
 */
export function askFleet(others: Iterable<Baseline>, shape: Shape): FleetOpinion {
  let programs = 0;
  let commands = 0;
  let asked = 0;
  for (const { items } of others) {
    if ((asked += 1) > WITNESSES_MAX) break;
    if (items.programs.doubt(shape.name) > NORMAL_DOUBT) continue;
    programs += 1;
    const own = items.ofProgram(shape.name).words;
    const known = (word: string): boolean => own.doubt(word) <= NORMAL_DOUBT;
    if (shape.words.every(known) && shape.network.every(known)) commands += 1;
  }
  return { programs, commands };
}

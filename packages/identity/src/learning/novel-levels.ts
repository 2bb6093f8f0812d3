import { type Level, LEVELS, type LevelKeys } from '../signature/levels.ts';
import type { Signature } from '../signature/signature.ts';
import { itemOf } from '../signature/tally.ts';
import { NO_DEVICE } from '../signals/sign-in.ts';

/** Each level that is judged given another: new only counts where the other was known. */
const PARENTS: Partial<Record<Level, Level>> = {
  network: 'country',
  address: 'network',
  model: 'client',
  version: 'client',
  system: 'client',
};

/** At which levels a sign-in is a trial, and at which of those it is new. */
export interface NovelLevels {
  readonly trials: readonly Level[];
  readonly fresh: readonly Level[];
  /** Levels whose value is known, but under which something is new. */
  readonly freshBelow: readonly Level[];
}

/** What is new in a sign-in, each level given the one above, as the scorer judges it. */
export function novelLevels(signature: Signature, keys: LevelKeys): NovelLevels {
  const trials: Level[] = [];
  const fresh: Level[] = [];
  const freshBelow: Level[] = [];
  if (signature.learned === 0) return { trials, fresh, freshBelow };
  const known = (level: Level): boolean => {
    const key = keys[level];
    return key !== null && key !== NO_DEVICE && itemOf(signature.levels[level], key) !== undefined;
  };
  for (const level of LEVELS) {
    // The first value of all is no news: nothing was there that it could be unlike.
    if (keys[level] === null || signature.levels[level].items.length === 0) continue;
    const parent = PARENTS[level];
    const judged =
      level === 'pairing'
        ? known('network') && known('client')
        : parent === undefined || keys[parent] === null || known(parent);
    if (!judged) continue;
    trials.push(level);
    if (known(level)) continue;
    fresh.push(level);
    // Versions go up by themselves: they are no sign of a client with many models.
    const counts = level === 'network' || level === 'address' || level === 'model';
    if (counts && parent !== undefined && keys[parent] !== null) freshBelow.push(parent);
  }
  return { trials, fresh, freshBelow };
}

import { type Level, LEVELS } from '../signature/levels.ts';
import { HISTORY_STEPS } from './history.ts';

/**
 * How often a legitimate sign-in shows something new at a level, by length of history, before the
 * application's own users say otherwise; for histories of 0 (unused), 1–3, 4–11, 12–39 and more.
 */
const PRIOR_RATES: Readonly<Record<Level, readonly [number, number, number, number, number]>> = {
  country: [1, 0.06, 0.03, 0.02, 0.015],
  network: [1, 0.3, 0.18, 0.1, 0.06],
  address: [1, 0.6, 0.55, 0.5, 0.45],
  kind: [1, 0.06, 0.04, 0.03, 0.02],
  client: [1, 0.25, 0.12, 0.06, 0.04],
  model: [1, 0.15, 0.1, 0.06, 0.05],
  version: [1, 0.3, 0.3, 0.25, 0.2],
  system: [1, 0.1, 0.1, 0.08, 0.06],
  pairing: [1, 0.4, 0.25, 0.15, 0.1],
  device: [1, 0.35, 0.18, 0.1, 0.07],
  ja4: [1, 0.4, 0.3, 0.2, 0.15],
  offset: [1, 0.12, 0.06, 0.04, 0.03],
};

/** How many sign-ins the prior is worth: soon outweighed by an application's own users. */
const PRIOR_STRENGTH = 40;

/** How often something new is legitimate, learned over all users. */
export interface Novelty {
  readonly add: (level: Level, history: number, isNew: boolean) => void;
  /** In (0, 1): the share of legitimate sign-ins that are new at this level. */
  readonly rate: (level: Level, history: number) => number;
  readonly snapshot: () => NoveltySnapshot;
}

/** For each level, by history step: trials and how many were new. */
export type NoveltySnapshot = Readonly<Record<string, readonly (readonly [number, number])[]>>;

/** A record of novelty, as the prior has it or as it was kept. */
export function createNovelty(from: NoveltySnapshot = {}): Novelty {
  const cells = new Map(
    LEVELS.map((level) => [
      level,
      HISTORY_STEPS.map((_, step) => {
        const [trials = 0, fresh = 0] = from[level]?.[step] ?? [];
        return { trials, fresh };
      }),
    ]),
  );
  return {
    add: (level, history, isNew) => {
      const cell = cells.get(level)?.[history];
      if (cell === undefined) return;
      cell.trials += 1;
      if (isNew) cell.fresh += 1;
    },
    rate: (level, history) => {
      const cell = cells.get(level)?.[history];
      const prior = PRIOR_RATES[level][history] ?? 1;
      if (cell === undefined) return prior;
      return (prior * PRIOR_STRENGTH + cell.fresh) / (PRIOR_STRENGTH + cell.trials);
    },
    snapshot: () =>
      Object.fromEntries(
        [...cells].map(([level, steps]) => [
          level,
          steps.map(({ trials, fresh }) => [trials, fresh] as const),
        ]),
      ),
  };
}

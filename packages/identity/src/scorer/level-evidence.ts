import { type Item, itemOf } from '../signature/tally.ts';
import type { Level } from '../signature/levels.ts';
import {
  COPIED,
  FAMILIAR_DAYS,
  NOVELTY_MIN,
  NOVELTY_MIN_DEFAULT,
  NOVELTY_STRENGTH,
} from './weights.ts';
import type { ScorerInput } from './scorer-input.ts';

/** What one level says. */
export interface LevelVerdict {
  readonly item: Item | undefined;
  readonly nats: number;
  /** −ln of how likely the user is to show this: what the Gaussian stage goes on with. */
  readonly surprisal: number;
}

/** How to judge a level given the one above. */
export interface LevelQuestion {
  readonly level: Level;
  readonly key: string;
  /** The item of the level above, whose novelty counts here; undefined at the top. */
  readonly parent?: Item | undefined;
  /** The share of all sign-ins with this value, given the level above. */
  readonly background: number;
  /** The population's rate of novelty, where a narrower one than the level's is known. */
  readonly rate?: number;
  /** Whether how often the user shows the value matters, or only whether. */
  readonly graded: boolean;
}

/**
 * Whether anything at all is known of the user at a level. Where nothing is, a first value is no
 * news: the application has only begun to send it (a client's clock, a JA4, data about addresses),
 * and would otherwise challenge everybody on that day.
 */
export function isKnownAt({ signature }: ScorerInput, level: Level): boolean {
  return signature.levels[level].items.length > 0;
}

/**
 * Evidence of one level in nats: ln p(value | somebody else) − ln p(value | the user), where
 * p(new | user) = (a·r + novel) / (a + trials), with the population's rate r worth a sign-ins,
 * and somebody else copies the user with probability k, else draws from the background. For a
 * value that is new to the user both draw it from the same background, so that only its newness
 * counts and no country or browser is blamed for what it is.
 */
export function judgeLevel(input: ScorerInput, question: LevelQuestion): LevelVerdict {
  const { signature, population, history } = input;
  const { level, key, parent, background, graded } = question;
  const tally = signature.levels[level];
  const item = itemOf(tally, key);
  const copied = COPIED[level];
  const trials = Math.max(0, (parent?.weight ?? tally.total) - 1);
  const novel = parent?.novel ?? tally.novel;
  const rate = question.rate ?? population.novelty.rate(level, history);
  const pNew = Math.max(
    NOVELTY_MIN[level] ?? NOVELTY_MIN_DEFAULT,
    (NOVELTY_STRENGTH * rate + novel) / (NOVELTY_STRENGTH + Math.max(trials, novel)),
  );
  if (item === undefined)
    return { item, nats: Math.log((1 - copied) / pNew), surprisal: -Math.log(pNew) };
  const total = Math.max(parent?.weight ?? tally.total, item.weight);
  const share = graded ? item.weight / total : 1;
  const pUser = (1 - pNew) * share;
  const pOther = copied * share + (1 - copied) * background;
  const nats = Math.log(pOther / pUser);
  const familiarity = Math.min(1, item.days / FAMILIAR_DAYS);
  // What is known never speaks against its user, however seldom it is seen or popular elsewhere.
  return { item, nats: Math.min(0, nats) * familiarity, surprisal: -Math.log(pUser) };
}

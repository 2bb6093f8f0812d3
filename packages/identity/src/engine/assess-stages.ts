import { featurePrior } from '../gaussian/predictive-law.ts';
import { featureVector } from '../gaussian/feature-vector.ts';
import { judgePattern, minusLog10, type PatternResult } from '../gaussian/judge-pattern.ts';
import type { Learnable } from '../learning/learnable.ts';
import { historyIndex } from '../population/history.ts';
import type { Population } from '../population/population.ts';
import { userOffset } from '../scorer/judge-time.ts';
import { type ScorerResult, scoreSignIn } from '../scorer/score-sign-in.ts';
import type { SignIn } from '../signals/sign-in.ts';
import { P } from '../signature/features.ts';
import { localTime } from '../signature/hours.ts';
import { keysOf } from '../signature/levels.ts';
import type { Signature } from '../signature/signature.ts';

/** A sign-in with all that it is compared with. */
export interface StagesInput {
  readonly id: string;
  readonly signIn: SignIn;
  readonly signature: Signature;
  readonly population: Population;
}

/** Stages one and two of one sign-in, and what would be learned from it. */
export interface Stages {
  readonly scorer: ScorerResult;
  readonly pattern: PatternResult;
  readonly score: number;
  readonly learnable: Learnable;
}

/** Beyond this distance (per feature) a sign-in moves the user's mean only by its direction. */
const HUBER_DEVIATIONS = 3;

/** Stages one and two: pure, and a few microseconds. */
export function assessStages({ id, signIn, signature, population }: StagesInput): Stages {
  const keys = keysOf(signIn);
  const history = historyIndex(signature.learned);
  const input = { signIn, keys, signature, population, history };
  const scorer = scoreSignIn(input);
  const x = featureVector(input, scorer);
  const legitimate = population.pValues[history];
  if (legitimate === undefined) throw new TypeError('every history step has its p-values');
  const prior = featurePrior(population.moments);
  const pattern = judgePattern({ x, user: signature.moments, prior, legitimate });
  const score = scorer.score + pattern.score;
  const reach = HUBER_DEVIATIONS * Math.sqrt(P);
  const learnable: Learnable = {
    id,
    atMs: signIn.atMs,
    keys,
    ...localTime(signIn.atMs, userOffset(input)),
    country: keys.country,
    x: x.map((value) => (Number.isNaN(value) ? null : value)),
    influence: Math.min(1, reach / Math.max(Math.sqrt(pattern.fit.distance), 1e-9)),
    minusLog10P: pattern.fit.known.length === 0 ? null : minusLog10(pattern.fit.p),
    score,
  };
  return { scorer, pattern, score, learnable };
}

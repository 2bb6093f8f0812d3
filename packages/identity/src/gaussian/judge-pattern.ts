import type { QuantileCounts } from '../population/quantile-counts.ts';
import type { Evidence, ReasonCode } from '../reasons/reason-codes.ts';
import { FEATURES, type FeatureVector } from '../signature/features.ts';
import type { Moments } from '../signature/moments.ts';
import { corrMax } from './corr-max.ts';
import { type FeaturePrior, type Fit, fitFeatures } from './predictive-law.ts';

/** Exponent of the p-to-evidence calibrator κ·p^(κ−1): how steeply small p speak. */
const KAPPA = 0.4;
/** Stage two sees surprisals that stage one has counted already: a third of its evidence is news. */
const INDEPENDENT_SHARE = 0.33;
/** No pattern alone is worth more than this, nor excuses more than that. */
const NATS_MAX = 2;
const NATS_MIN = -0.4;
/** Less than this is not worth a breakdown, which costs more than all the rest: p above 0.06. */
const BREAKDOWN_NATS = 0.25;
/** Legitimate sign-ins that the theoretical law is worth against measured p-values. */
const THEORY_STRENGTH = 50;

/** What stage two says. */
export interface PatternResult {
  readonly score: number;
  readonly fit: Fit;
  /** p after comparison with the legitimate p-values of users with as long a history. */
  readonly p: number;
}

/** Stage two in reasons: by feature where there is something to explain. */
export interface PatternBreakdown {
  readonly evidence: readonly Evidence[];
  /** Share of the distance by feature, for people; sums to 1. */
  readonly shares: readonly { readonly feature: string; readonly share: number }[];
}

/** What {@link judgePattern} compares. */
export interface PatternInput {
  readonly x: FeatureVector;
  readonly user: Moments;
  readonly prior: FeaturePrior;
  readonly legitimate: QuantileCounts;
}

/**
 * Stage two: whether the quantities of a sign-in belong together as this user's do. The p-value
 * of the predictive law is set right by the p-values that confirmed sign-ins had (conformal), as
 * real features are not quite normal; κ·p^(κ−1) then turns it into a likelihood ratio, which is
 * 1 on average for legitimate sign-ins whatever κ is (Vovk & Wang, Ann. Stat. 2021).
 */
export function judgePattern({ x, user, prior, legitimate }: PatternInput): PatternResult {
  const fit = fitFeatures(x, user, prior);
  if (fit.known.length === 0) return { score: 0, fit, p: 1 };
  const p = calibrateP(fit.p, legitimate);
  const raw = Math.log(KAPPA) + (KAPPA - 1) * Math.log(p);
  return { score: Math.min(NATS_MAX, Math.max(NATS_MIN, raw * INDEPENDENT_SHARE)), fit, p };
}

/** The reasons of stage two, which sum to its score: corr-max shares of the distance. */
export function breakDownPattern({ score, fit }: PatternResult): PatternBreakdown {
  if (fit.known.length === 0) return { evidence: [], shares: [] };
  if (score < BREAKDOWN_NATS) {
    const code: ReasonCode = score <= 0 ? 'pattern-usual' : 'pattern-slight';
    return { evidence: [{ code, contribution: score, params: {} }], shares: [] };
  }
  const parts = corrMax(fit.deviation, fit.scale);
  const whole = parts.reduce((sum, part) => sum + part, 0);
  const shares = fit.known.map((index, at) => ({
    feature: FEATURES[index] ?? 'hour',
    share: whole > 0 ? (parts[at] ?? 0) / whole : 1 / parts.length,
  }));
  const evidence = shares.map(({ feature, share }, at): Evidence => {
    const code: ReasonCode = `pattern-${feature}`;
    const above = (fit.deviation[at] ?? 0) > 0 ? 1 : 0;
    const params = { percent: Math.round(share * 100), above };
    return { code, contribution: score * share, params };
  });
  return { evidence, shares };
}

/** (s·p + #{legitimate p-values ≤ p} + ½) / (s + n + ½). */
function calibrateP(p: number, legitimate: QuantileCounts): number {
  const rarer = legitimate.atOrAbove(minusLog10(p));
  const total = legitimate.total();
  return Math.min(1, (THEORY_STRENGTH * p + rarer + 0.5) / (THEORY_STRENGTH + total + 0.5));
}

/** −log10 p, bounded where p underflows. */
export function minusLog10(p: number): number {
  return -Math.log10(Math.max(p, 1e-12));
}

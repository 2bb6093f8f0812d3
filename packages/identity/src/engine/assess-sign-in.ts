import type { Decision, Mode } from '../decision/decision.ts';
import { inMode } from '../decision/decision.ts';
import {
  decide,
  type Thresholds,
  thresholdsFor,
  type ThresholdSettings,
} from '../decision/thresholds.ts';
import { breakDownPattern, type PatternBreakdown } from '../gaussian/judge-pattern.ts';
import { fuse, isDisagreement, type Stance } from '../judge/fuse.ts';
import type { Hearing } from '../judge/guarded-judge.ts';
import type { JudgeInput } from '../judge/judge-buckets.ts';
import type { Population } from '../population/population.ts';
import { categoriesOf, explain } from '../reasons/explain.ts';
import type { Evidence } from '../reasons/reason-codes.ts';
import type { Locale } from '../reasons/text-params.ts';
import type { SignIn } from '../signals/sign-in.ts';
import { FEATURES } from '../signature/features.ts';
import type { Signature } from '../signature/signature.ts';
import { assessStages, type Stages } from './assess-stages.ts';
import type { Assessment, StageReport } from './assessment.ts';
import { judgeInput } from './judge-input.ts';

/** How an application wants its sign-ins judged. */
export interface EngineSettings extends ThresholdSettings {
  readonly mode: Mode;
  readonly locale: Locale;
}

/** At most one in fifty legitimate sign-ins is challenged; nothing is refused; nothing is done yet. */
export const DEFAULT_SETTINGS: EngineSettings = {
  mode: 'observe',
  locale: 'en',
  challengeBudget: 1 / 50,
  denyNats: null,
};

/** What {@link assessSignIn} compares. */
export interface AssessInput {
  readonly id: string;
  readonly signIn: SignIn;
  readonly signature: Signature;
  readonly population: Population;
  readonly settings: EngineSettings;
  /** Asks the judge, within its limits; null where none is set up. */
  readonly hear: ((input: JudgeInput) => Promise<Hearing>) | null;
}

/** p from which stage two would challenge by itself, and from which it would notify. */
const STEP_UP_P = 0.005;
const NOTIFY_P = 0.02;

/**
 * Judges one sign-in: both stages, the judge if they disagree, the decision. Only a judge makes it
 * wait; everything else is pure.
 *
 * @example
 * const assessment = await assessSignIn({ id, signIn, signature, population, settings, hear: null });
 * if (assessment.decision === 'step-up') return challenge(assessment.categories);
 */
export async function assessSignIn(input: AssessInput): Promise<Assessment> {
  const { signIn, signature, hear } = input;
  const stages = assessStages(input);
  const thresholds = thresholdsFor(input.population.scores, input.settings);
  const stance = stanceOf(stages, thresholds);
  if (hear === null)
    return concludeAssessment(input, { stages, thresholds, hearing: { silence: 'off' } });
  if (!isDisagreement(stance))
    return concludeAssessment(input, { stages, thresholds, hearing: { silence: 'agreed' } });
  const leaning = stance.scorer === 'allow' ? 'pattern_suspects' : 'scorer_suspects';
  const { learned } = signature;
  const hearing = await hear(judgeInput(stages, { signIn, learned }, leaning));
  return concludeAssessment(input, { stages, thresholds, hearing });
}

/** The same without a judge, at once: for replays and measurements. */
export function assessSignInNow(input: Omit<AssessInput, 'hear'>): Assessment {
  const thresholds = thresholdsFor(input.population.scores, input.settings);
  const stages = assessStages(input);
  return concludeAssessment(input, { stages, thresholds, hearing: { silence: 'off' } });
}

interface Heard {
  readonly stages: Stages;
  readonly thresholds: Thresholds;
  readonly hearing: Hearing;
}

function stanceOf({ score, scorer, pattern }: Stages, thresholds: Thresholds): Stance {
  return {
    score,
    scorer: decide(scorer.score, thresholds),
    pattern: pattern.p <= STEP_UP_P ? 'step-up' : pattern.p <= NOTIFY_P ? 'notify' : 'allow',
  };
}

function concludeAssessment(
  { id, signIn, signature, settings }: Omit<AssessInput, 'hear'>,
  { stages, thresholds, hearing }: Heard,
): Assessment {
  const stance = stanceOf(stages, thresholds);
  const vote = 'vote' in hearing ? hearing.vote : null;
  const { contribution, setAside } = fuse(stance, thresholds, vote);
  const judged: Evidence[] =
    contribution === 0
      ? []
      : [
          {
            code: contribution > 0 ? 'judge-inconsistent' : 'judge-consistent',
            contribution,
            params: {},
          },
        ];
  const breakdown = breakDownPattern(stages.pattern);
  const evidence = [...stages.scorer.evidence, ...breakdown.evidence, ...judged];
  const { reasons, score } = explain(evidence, settings.locale);
  const wanted = decide(score, thresholds);
  const decision = inMode(wanted, settings.mode);
  return {
    id,
    atMs: signIn.atMs,
    score,
    decision,
    wanted,
    mode: settings.mode,
    reasons,
    categories: categoriesOf(evidence),
    stages: reportStages(stages, stance, {
      hearing,
      contribution,
      setAside,
      breakdown,
    }),
    thresholds,
    learned: signature.learned,
    learnable: stages.learnable,
  };
}

function reportStages(
  { scorer, pattern }: Stages,
  stance: { readonly scorer: Decision; readonly pattern: Decision },
  judged: {
    readonly hearing: Hearing;
    readonly contribution: number;
    readonly setAside: boolean;
    readonly breakdown: PatternBreakdown;
  },
): StageReport {
  const { hearing, contribution, setAside, breakdown } = judged;
  const { known, shapley, distance, p: lawP } = pattern.fit;
  const asked = 'vote' in hearing || (hearing.silence !== 'off' && hearing.silence !== 'agreed');
  return {
    scorer: { score: round(scorer.score), decision: stance.scorer },
    gaussian: {
      p: pattern.p,
      lawP,
      distance: round(distance),
      score: round(pattern.score),
      decision: stance.pattern,
      shares: Object.fromEntries(
        breakdown.shares.map(({ feature, share }) => [feature, round(share)]),
      ),
      shapley: Object.fromEntries(
        known.map((index, at) => [FEATURES[index] ?? '', round(shapley[at] ?? 0)]),
      ),
    },
    judge: asked
      ? {
          asked: true,
          vote: 'vote' in hearing ? hearing.vote : null,
          silence: 'silence' in hearing ? hearing.silence : null,
          contribution: round(contribution),
          setAside,
        }
      : { asked: false, silence: 'silence' in hearing ? hearing.silence : 'off' },
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

import {
  type Assessment,
  assessOrAllow,
  type EngineSettings,
  type Hearing,
  type JudgeInput,
  keepPending,
} from '@vedette/identity';

import type { ApplicationState } from './application-state.ts';
import { factsToSignIn, type Networks } from './facts-to-sign-in.ts';
import type { AssessRequest, AssessResponse, FAILURES } from './sign-in-api.ts';

/** Why a sign-in was let through unjudged. */
export type Failure = (typeof FAILURES)[number];

/** What sign-ins are assessed with, whoever's they are. */
export interface AssessTools {
  readonly engine: EngineSettings;
  readonly networks: Networks;
  readonly hear: ((input: JudgeInput) => Promise<Hearing>) | null;
  readonly clock: () => number;
}

/** An assessment under way: what has been decided so far, and when it is also kept. */
export interface Underway {
  /** Set as soon as there is a decision; a slow disk does not take it back. */
  assessment: Assessment | null;
  /** No answer is waited for any more: the sign-in went on, and counts as let through. */
  expired: boolean;
  failure: Failure | null;
}

/** Assesses a sign-in and keeps it for learning; resolves once it is on the disk. */
export async function assessAndKeep(
  state: ApplicationState,
  { id, request, underway }: { id: string; request: AssessRequest; underway: Underway },
  { engine, networks, hear, clock }: AssessTools,
): Promise<boolean> {
  const { population, digestKey } = state;
  const signIn = factsToSignIn(request.facts, { atMs: clock(), digestKey, networks });
  const { kept } = await state.change(request.user, async (record) => {
    const assessed = await assessOrAllow({
      id,
      signIn,
      signature: async () => Promise.resolve(record.signature),
      population,
      settings: engine,
      hear,
      signal: NEVER,
    });
    if ('failure' in assessed) {
      underway.failure = 'engine';
      return { result: false };
    }
    const asked = underway.expired ? 'allow' : assessed.decision;
    if (!underway.expired) underway.assessment = assessed;
    const { wanted, learnable } = assessed;
    return { record: keepPending(record, learnable, { asked, wanted }), result: true };
  });
  return kept;
}

/** The time limit is over the whole of it, the disk included, and is held by the caller. */
const NEVER = new AbortController().signal;

/** An assessment as it is answered. */
export function toResponse(assessment: Assessment, kept: boolean): AssessResponse {
  const { id, decision, wanted, mode, score, reasons, categories, thresholds } = assessment;
  const { scorer, gaussian, judge } = assessment.stages;
  return {
    assessed: true,
    id,
    decision,
    wanted,
    mode,
    score,
    reasons: [...reasons],
    categories: [...categories],
    stages: {
      scorer,
      gaussian: { p: gaussian.p, score: gaussian.score, decision: gaussian.decision },
      judge: { asked: judge.asked, contribution: judge.asked ? judge.contribution : 0 },
    },
    thresholds,
    learned: assessment.learned,
    kept,
  };
}

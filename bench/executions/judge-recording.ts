import type { ExecutionEvent } from '@vedette/core';

import type { AttackExample } from '../../scripts/train-prior/attack-examples.ts';
import { attackEvent } from './attack-event.ts';
import type { CrossFitted } from './cross-fit.ts';
import type { ScoredAttack } from './detection-figures.ts';
import type { Detector } from './detector.ts';
import type { Recording } from './recordings.ts';
import { vedetteDetector } from './vedette-detector.ts';

/** What a detector said of the benign test events and of the attacks. */
export interface Judged {
  readonly benign: readonly number[];
  readonly attacks: readonly (ScoredAttack & { readonly set: string; readonly shape: string })[];
}

/** Learns the past, judges every attack, then the rest of the recording while going on learning. */
export function judgeRecording(
  detector: Detector,
  { workload, past, test }: Recording,
  attacks: readonly AttackExample[],
): Judged {
  for (const event of past) detector.learn(event);
  detector.endLearning();
  const judged = attacks.map((attack) => ({
    set: attack.set,
    session: attack.session,
    shape: attack.shape.key,
    score: detector.score(attackEvent(attack, workload)),
  }));
  return { attacks: judged, benign: test.map((event) => detector.observe(event)) };
}

/**
 * The same for ours: each attack is judged with the prior that has not seen its like, and a benign
 * event scores the mean over all of them.
 */
export function judgeWithPriors(
  { priors, foldOf }: CrossFitted,
  recording: Recording,
  attacks: readonly AttackExample[],
  fleet: readonly ExecutionEvent[] = [],
): Judged {
  const folds = priors.map((prior, fold) => {
    const own = attacks.filter((attack) => foldOf(attack) === fold);
    return judgeRecording(vedetteDetector(prior, { fleet }), recording, own);
  });
  const benign = recording.test.map(
    (_, at) => folds.reduce((sum, fold) => sum + (fold.benign[at] ?? 0), 0) / folds.length,
  );
  return { benign, attacks: folds.flatMap((fold) => fold.attacks) };
}

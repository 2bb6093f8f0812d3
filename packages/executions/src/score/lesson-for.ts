import type { ExecutionEvent } from '@vedette/core';

import type { Baseline } from '../baseline/baseline.ts';
import type { Lesson } from '../baseline/observe-shape.ts';
import { isRelearning, seeRelease } from '../baseline/releases.ts';
import type { Shape } from '../shape/shape.ts';

/**
 * What an event may teach, given what its score alone would allow: after a deployment, what is
 * unremarkable beside the old image's baseline is learned at once; what is not is held all the same,
 * until a person lets it train.
 */
export function lessonFor(
  baseline: Baseline,
  { event, shape, lesson: allowed }: { event: ExecutionEvent; shape: Shape; lesson: Lesson },
): Lesson {
  const { image, t } = event;
  const known = baseline.find(shape.key);
  const isAdmitted = known !== undefined && known.admittedMs !== null;
  const lesson = allowed === 'held' && isAdmitted ? 'watched' : allowed;
  const isNew = image !== undefined && isRelearning(baseline.releases, image, t);
  const atOnce = allowed === 'watched' && isNew;
  seeImage(baseline, event, atOnce && known === undefined);
  return atOnce ? 'learned' : lesson;
}

/** Notes the image of an event, where it has one. */
export function seeImage(
  baseline: Baseline,
  { image, t }: Pick<ExecutionEvent, 'image' | 't'>,
  taught: boolean,
): void {
  if (image === undefined) return;
  baseline.releases = [...seeRelease(baseline.releases, { image, timeMs: t, taught })];
}

import type { ExecutionEvent } from '@vedette/core';

import type { Baseline } from '../baseline/baseline.ts';
import type { Lesson } from '../baseline/observe-shape.ts';
import { isRelearning, seeRelease } from '../baseline/releases.ts';
import type { Shape } from '../shape/shape.ts';

/**
 * What an event may teach, given what its score alone would allow: after a deployment, what is
 * unremarkable beside the old image's baseline is learned at once; what is not is held all the same.
 */
export function lessonFor(
  baseline: Baseline,
  { event, shape, lesson }: { event: ExecutionEvent; shape: Shape; lesson: Lesson },
): Lesson {
  const { image, t } = event;
  const isNew = image !== undefined && isRelearning(baseline.releases, image, t);
  const atOnce = lesson === 'watched' && isNew;
  seeImage(baseline, event, atOnce && baseline.find(shape.key) === undefined);
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

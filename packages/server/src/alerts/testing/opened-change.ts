import { openFindings } from '../../findings/findings-book.ts';
import { foldScored } from '../../findings/fold-scored.ts';
import { scoredEvent } from '../../findings/testing/scored-event.ts';
import type { FindingChange } from '../../findings/finding-change.ts';

/** A finding that was just opened, as the findings make it, under an id of the test's own. */
export function openedChange(
  id: string,
  more: Parameters<typeof scoredEvent>[0] = {},
): FindingChange {
  const [change] = foldScored(openFindings(), scoredEvent(more)).changes;
  if (change === undefined) throw new Error('nothing was opened');
  return { ...change, id };
}

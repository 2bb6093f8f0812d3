import { type BaselineItem, type HostState, ITEMS_MAX, PREVIOUS_MAX } from './host-state.ts';
import type { SubjectStage } from './learned-subjects.ts';
import type { ReviewedItem } from './review-items.ts';
import { judgedWholly, type SweepView } from './sweep-view.ts';
import { VOLATILE_MEMORY_MS, VOLATILE_SECTIONS } from './volatile-sections.ts';

/** Bytes that items may take of the state file; the rest is for findings and approvals. */
const ITEM_BYTES_MAX = 12 * 1024 * 1024;
/** No list of (section, subject) that our own checks could make is longer. */
const LEARNED_MAX = 1000;

export interface Learned {
  readonly items: BaselineItem[];
  readonly learned: HostState['learned'];
  /** Items that found no room. */
  readonly left: number;
}

/** The subject whose past counts: a daemon's earlier files, by device and inode. */
export const DAEMON = 'daemon';

/** Under what an item is known. */
export function itemKey({
  subject,
  key,
}: {
  readonly subject: string;
  readonly key: string;
}): string {
  return `${subject} ${key}`;
}

/** The next baseline: what did not alert is taken as it is, what alerted stays as it was. */
export function learnItems({
  reviewed,
  stages,
  state,
  view,
}: {
  readonly reviewed: readonly ReviewedItem[];
  readonly stages: readonly SubjectStage[];
  readonly state: HostState;
  readonly view: SweepView;
}): Learned {
  const items = new Map(state.items.map((item) => [itemKey(item), item]));
  for (const [key, item] of items) if (isForgotten(item, view.now)) items.delete(key);
  let bytes = items.values().reduce((sum, item) => sum + bytesOf(item), 0);
  let left = 0;
  for (const item of reviewed) {
    const key = itemKey(item);
    const known = items.get(key);
    if (item.change === 'removed') {
      if (item.trains) items.delete(key);
      continue;
    }
    if (known !== undefined && known.value === item.value) {
      items.set(key, { ...known, lastSeen: view.now });
      continue;
    }
    if (!item.trains || (known !== undefined && !judgedWholly(item.subject, view))) continue;
    const next = learnItem(item, known, view);
    const grown = bytes + bytesOf(next);
    if ((known === undefined && items.size >= ITEMS_MAX) || grown > ITEM_BYTES_MAX) {
      left += 1;
      continue;
    }
    bytes = grown;
    items.set(key, next);
  }
  return { items: [...items.values()], learned: noteStages(stages, state), left };
}

function bytesOf(item: BaselineItem): number {
  return Buffer.byteLength(JSON.stringify(item));
}

function learnItem(
  { section, subject, key, value, facts }: ReviewedItem,
  known: BaselineItem | undefined,
  view: SweepView,
): BaselineItem {
  const previous = [...(known === undefined ? [] : [known.value]), ...(known?.previous ?? [])];
  return {
    section,
    subject,
    key,
    value,
    facts,
    firstSeen: known?.firstSeen ?? view.now,
    lastSeen: view.now,
    ...(previous.length > 0 && subject === DAEMON
      ? { previous: previous.slice(0, PREVIOUS_MAX) }
      : {}),
  };
}

function isForgotten({ section, lastSeen }: BaselineItem, now: string): boolean {
  return (
    VOLATILE_SECTIONS.has(section) && Date.parse(now) - Date.parse(lastSeen) > VOLATILE_MEMORY_MS
  );
}

function noteStages(stages: readonly SubjectStage[], state: HostState): HostState['learned'] {
  const fresh = stages.filter(({ stage }) => stage === 'learning');
  const kept = state.learned.filter(
    (old) => !fresh.some((each) => each.section === old.section && each.subject === old.subject),
  );
  return [
    ...kept,
    ...fresh.map(({ section, subject, gaps }) => ({ section, subject, gaps })),
  ].slice(0, LEARNED_MAX);
}

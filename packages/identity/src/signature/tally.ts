import { decayOver, RETENTION_DAYS } from './day.ts';

/** One value that a user has been seen with. Weights are as of the tally's day. */
export interface Item {
  readonly key: string;
  readonly weight: number;
  /** How much of the weight came with something new one level below: a new address, say. */
  readonly novel: number;
  readonly firstDay: number;
  readonly lastDay: number;
  /** Different days on which it was seen. */
  readonly days: number;
}

/** The values of one level, with weights that fade by time. */
export interface Tally {
  readonly asOfDay: number;
  readonly total: number;
  /** How much of the total was new when it came. */
  readonly novel: number;
  readonly items: readonly Item[];
  /**
   * A hash of each item's key, in their order: looking for a value touches this one array instead
   * of every item and its text, which lie all over the heap.
   */
  readonly hashes: readonly number[];
}

/** A tally of nothing. */
export const EMPTY_TALLY: Tally = { asOfDay: 0, total: 0, novel: 0, items: [], hashes: [] };

/** The item with a key; undefined for a value never seen, or forgotten. */
export function itemOf({ items, hashes }: Tally, key: string): Item | undefined {
  if (hashes.length === 0) return undefined;
  const hash = hashOf(key);
  for (let at = 0; at < hashes.length; at += 1) {
    if (hashes[at] !== hash) continue;
    const item = items[at];
    if (item?.key === key) return item;
  }
  return undefined;
}

/** The same tally with other items. */
export function withItems(tally: Omit<Tally, 'items' | 'hashes'>, items: readonly Item[]): Tally {
  const { asOfDay, total, novel } = tally;
  return { asOfDay, total, novel, items, hashes: items.map(({ key }) => hashOf(key)) };
}

/** FNV-1a, cut to what the engine stores without a box. */
function hashOf(text: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let at = 0; at < text.length; at += 1)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01_00_01_93);
  return hash & 0x3f_ff_ff_ff;
}

/** One sighting of a value. */
export interface Sighting {
  readonly key: string;
  readonly day: number;
  readonly weight: number;
  /** Whether something one level below was new with it. */
  readonly childNew: boolean;
  /** How many values the level keeps. */
  readonly itemsMax: number;
}

/**
 * The tally after one more sighting, faded to its day. Beyond `itemsMax` the lightest item that
 * is not the new one goes; what was not seen for the retention time goes, too.
 */
export function addSighting(tally: Tally, sighting: Sighting): Tally {
  const { key, weight, childNew, itemsMax } = sighting;
  const day = Math.max(sighting.day, tally.asOfDay);
  const fade = decayOver(day - tally.asOfDay);
  const items: Item[] = [];
  let found = false;
  let forgotten = 0;
  for (const item of tally.items) {
    const faded = { ...item, weight: item.weight * fade, novel: item.novel * fade };
    if (item.key === key) {
      found = true;
      items.push({
        ...faded,
        weight: faded.weight + weight,
        novel: faded.novel + (childNew ? weight : 0),
        lastDay: day,
        days: item.days + (Math.floor(day) > Math.floor(item.lastDay) ? 1 : 0),
      });
    } else if (day - item.lastDay > RETENTION_DAYS) forgotten += faded.weight;
    else items.push(faded);
  }
  if (!found) items.push({ key, weight, novel: 0, firstDay: day, lastDay: day, days: 1 });
  // The first of all values is not news: everybody has a first.
  const isNew = !found && tally.items.length > 0;
  forgotten += dropLightest(items, { itemsMax, keep: key });
  const sums = {
    asOfDay: day,
    total: Math.max(0, tally.total * fade - forgotten) + weight,
    novel: tally.novel * fade + (isNew ? weight : 0),
  };
  return withItems(sums, items);
}

function dropLightest(
  items: Item[],
  { itemsMax, keep }: { readonly itemsMax: number; readonly keep: string },
): number {
  if (items.length <= itemsMax) return 0;
  let lightest = -1;
  for (const [index, { key, weight }] of items.entries()) {
    if (key === keep) continue;
    if (lightest < 0 || weight < (items[lightest]?.weight ?? 0)) lightest = index;
  }
  const [dropped] = items.splice(lightest, 1);
  return dropped?.weight ?? 0;
}

/**
 * What is left of a weight that was taken away wholly: a stored signature has three digits, and
 * its days two decimals. A value kept by such a remainder would still count as known.
 */
const LEFTOVER = 0.02;

/**
 * The tally without a sighting that was added before, as if it had never been: the inverse of
 * {@link addSighting}, except for what that sighting pushed out.
 */
export function removeSighting(
  tally: Tally,
  sighting: Sighting & { readonly wasNew: boolean },
): Tally {
  const fade = decayOver(tally.asOfDay - sighting.day);
  const gone = sighting.weight * fade;
  const items = tally.items.flatMap((item) => {
    if (item.key !== sighting.key) return [item];
    const weight = item.weight - gone;
    if (weight <= gone * LEFTOVER) return [];
    const novel = Math.max(0, item.novel - (sighting.childNew ? gone : 0));
    return [{ ...item, weight, novel }];
  });
  const sums = {
    asOfDay: tally.asOfDay,
    total: Math.max(0, tally.total - gone),
    novel: Math.max(0, tally.novel - (sighting.wasNew ? gone : 0)),
  };
  return withItems(sums, items);
}

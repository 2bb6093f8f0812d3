import { z } from 'zod';

import { P } from './features.ts';
import { HOURS, WEEKDAYS } from './hours.ts';
import { forLevels, ITEMS_MAX, type Level, LEVELS } from './levels.ts';
import { TRIANGLE } from './moments.ts';
import type { Signature } from './signature.ts';
import { EMPTY_TALLY, type Tally, withItems } from './tally.ts';

/** Changes when older rows cannot be read as they are. */
const VERSION = 1;
const KEY_MAX = 120;

const finite = z.number();
const PackedItem = z.tuple([z.string().max(KEY_MAX), finite, finite, finite, finite, finite]);
const PackedTally = z.tuple([finite, finite, finite, z.array(PackedItem)]);
const PackedHistogram = z.tuple([finite, finite, z.array(finite)]);

const Packed = z.strictObject({
  v: z.literal(VERSION),
  learned: z.number().int().min(0),
  last: z.tuple([z.number(), z.string().nullable()]).nullable(),
  today: z.tuple([finite, finite]),
  levels: z.partialRecord(z.enum(LEVELS), PackedTally),
  hours: PackedHistogram,
  weekdays: PackedHistogram,
  moments: z.tuple([finite, finite, z.array(finite).length(P), z.array(finite).length(TRIANGLE)]),
});

/** A signature as one compact JSON text, under 2 KB for almost everybody. */
export function encodeSignature(signature: Signature): string {
  const { learned, last, today, hours, weekdays, moments } = signature;
  const packed: z.infer<typeof Packed> = {
    v: VERSION,
    learned,
    last: last === null ? null : [last.atMs, last.country],
    today: [today.day, short(today.weight)],
    levels: Object.fromEntries(
      LEVELS.filter((level) => signature.levels[level].items.length > 0).map((level) => {
        const { asOfDay, total, novel, items } = signature.levels[level];
        const rows = items.map((item): z.infer<typeof PackedItem> => [
          item.key,
          rough(item.weight),
          rough(item.novel),
          // Days before the tally's own day: short numbers, forty times.
          Math.round(asOfDay - item.firstDay),
          short(asOfDay - item.lastDay),
          item.days,
        ]);
        return [level, [short(asOfDay), rough(total), rough(novel), rows]];
      }),
    ),
    hours: [short(hours.asOfDay), rough(hours.total), hours.bins.map(rough)],
    weekdays: [short(weekdays.asOfDay), short(weekdays.total), weekdays.bins.map(rough)],
    moments: [
      short(moments.asOfDay),
      short(moments.weight),
      moments.mean.map(rough),
      moments.scatter.map(rough),
    ],
  };
  return JSON.stringify(packed);
}

/**
 * A signature from its text.
 *
 * @throws Error for a text that is no signature: the caller then goes on without one, on record
 */
export function decodeSignature(text: string): Signature {
  const packed = Packed.parse(JSON.parse(text));
  const readTally = (level: Level): Tally => {
    const tally = packed.levels[level];
    if (tally === undefined) return EMPTY_TALLY;
    const [asOfDay, total, novel, rows] = tally;
    const items = rows
      .slice(0, ITEMS_MAX[level])
      .map(([key, weight, own, firstAge, lastAge, days]) => ({
        key,
        weight,
        novel: own,
        firstDay: asOfDay - firstAge,
        lastDay: asOfDay - lastAge,
        days,
      }));
    return withItems({ asOfDay, total, novel }, items);
  };
  const { learned, last, today, hours, weekdays, moments } = packed;
  return {
    learned,
    last: last === null ? null : { atMs: last[0], country: last[1] },
    today: { day: today[0], weight: today[1] },
    levels: forLevels(readTally),
    hours: { asOfDay: hours[0], total: hours[1], bins: padded(hours[2], HOURS) },
    weekdays: { asOfDay: weekdays[0], total: weekdays[1], bins: padded(weekdays[2], WEEKDAYS) },
    moments: {
      asOfDay: moments[0],
      weight: moments[1],
      mean: moments[2],
      scatter: moments[3],
    },
  };
}

/** Three digits: what a weight is worth. */
function rough(value: number): number {
  return Number(value.toPrecision(3));
}

/** Two decimals of a day: a quarter of an hour. */
function short(value: number): number {
  return Math.round(value * 100) / 100;
}

function padded(bins: readonly number[], length: number): number[] {
  return Array.from({ length }, (_, at) => bins[at] ?? 0);
}

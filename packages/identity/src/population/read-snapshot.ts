import { z } from 'zod';

import { P } from '../signature/features.ts';
import { TRIANGLE } from '../signature/moments.ts';
import type { PopulationSnapshot } from './population.ts';

const finite = z.number();
const NamedCount = z.tuple([z.string(), finite]);

const Snapshot: z.ZodType<PopulationSnapshot> = z.strictObject({
  version: z.literal(1),
  counts: z.record(z.string(), z.array(NamedCount)),
  novelty: z.record(z.string(), z.array(z.tuple([finite, finite]))),
  releases: z.strictObject({
    originDay: finite.nullable(),
    unit: finite,
    products: z.array(z.tuple([z.string(), z.array(z.tuple([finite, finite]))])),
  }),
  hours: z.array(finite),
  weekdays: z.array(finite),
  moments: z.strictObject({
    asOfDay: finite,
    weight: finite,
    mean: z.array(finite).length(P),
    scatter: z.array(finite).length(TRIANGLE),
  }),
  pValues: z.array(z.array(finite)),
  scores: z.array(finite),
  learned: finite,
});

/**
 * A population as it was kept.
 *
 * @throws Error for a text that is none: the caller starts a new one, on record
 */
export function readSnapshot(text: string): PopulationSnapshot {
  return Snapshot.parse(JSON.parse(text));
}

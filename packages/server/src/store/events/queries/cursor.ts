import { VedetteError } from '@vedette/core';
import { z } from 'zod';

import type { EventQuery, EventRow } from '../event-store.ts';

/** The longest that we make: a server's name is short and the rest are numbers. */
const CURSOR_LENGTH_MAX = 1_000;

const Cursor = z.strictObject({
  order: z.enum(['newest', 'highest-score']),
  score: z.number().nullable(),
  t: z.number(),
  server: z.string(),
  position: z.number().int().nonnegative(),
  index: z.number().int().nonnegative(),
});

/** Where a page ended: the key of its last row. A name of ours, opaque to whoever carries it. */
export type Cursor = z.infer<typeof Cursor>;

/** The cursor of the page after a row. */
export function encodeCursor(
  { event, score, position, index }: EventRow,
  { order, server }: { readonly order: EventQuery['order']; readonly server: string },
): string {
  const cursor: Cursor = { order, score, t: event.t, server, position, index };
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** Throws `cursor-invalid` for what is not one of ours, or of a list in another order. */
export function decodeCursor(text: string, order: EventQuery['order']): Cursor {
  const parsed = Cursor.safeParse(text.length > CURSOR_LENGTH_MAX ? null : parsedJson(text));
  if (!parsed.success || parsed.data.order !== order) throw new VedetteError('cursor-invalid');
  return parsed.data;
}

function parsedJson(text: string): unknown {
  const bytes = Buffer.from(text, 'base64url');
  // Decoding passes over what does not belong there; there is one spelling of a cursor.
  if (bytes.toString('base64url') !== text) return null;
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

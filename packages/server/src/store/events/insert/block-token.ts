import { createHash } from 'node:crypto';

import type { EventRow } from '../event-store.ts';
import { eventName } from '../queries/stored-names.ts';

/**
 * The name of a block by its rows. `life` is drawn when the store is opened: an engine that was
 * killed may remember the token of a block whose rows it never wrote, and would take the same block
 * for stored; after a restart the rows themselves are looked at instead.
 */
export function blockToken(rows: readonly EventRow[], life: string): string {
  const hash = createHash('sha256').update(life);
  for (const row of rows) hash.update(`,${eventName(row)}`);
  return hash.digest('hex');
}

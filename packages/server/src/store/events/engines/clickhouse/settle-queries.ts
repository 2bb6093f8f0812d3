import { setTimeout } from 'node:timers/promises';

import { VedetteError } from '@vedette/core';
import { z } from 'zod';

import { READ_SETTINGS } from '../../query-limits.ts';
import type { SqlEngine } from '../../sql-engine.ts';

/** As long as an insert may take by its own limit. */
const WAIT_MS_MAX = 60_000;
const POLL_MS = 200;
const UnderWay = z.object({ count: z.number() });

/**
 * Waits until the server works on nothing more that this server sent, in this life or the one
 * before: it goes on with an insert whose sender has died, and the rows may appear after we looked.
 */
export async function settleQueries({
  query,
  where,
  queryIdStart,
}: Pick<SqlEngine, 'query' | 'where'> & { readonly queryIdStart: string }): Promise<void> {
  const giveUpMs = performance.now() + WAIT_MS_MAX;
  for (;;) {
    const [row] = await query({
      sql: `SELECT count() AS count FROM system.processes WHERE startsWith(query_id, {start:String})${READ_SETTINGS}`,
      params: { start: queryIdStart },
    });
    if (UnderWay.parse(row).count === 0) return;
    if (performance.now() > giveUpMs) {
      throw new VedetteError('events-busy', { where, problem: 'an earlier insert does not end' });
    }
    await setTimeout(POLL_MS);
  }
}

import type { ReadinessCheck } from './api/readiness.ts';
import { checkWritable } from './folder-writable.ts';
import type { ServerParts } from './open-parts.ts';
import { serverFolders } from './server-folders.ts';

/** Accepted and not yet folded, above which nothing more is taken until it is less. */
export const LAG_ENTRIES_MAX = 2_000;

/** What must work for a server to be of use; each is tried when it is asked. */
export function readinessChecks(
  { events, baselines, engine }: ServerParts,
  stateFolder: string,
): readonly ReadinessCheck[] {
  return [
    { name: 'events', check: () => events.check() },
    { name: 'baselines', check: () => baselines.check() },
    { name: 'journal', check: () => checkWritable(serverFolders(stateFolder).journal) },
    { name: 'audit', check: () => checkWritable(serverFolders(stateFolder).audit) },
    { name: 'engine', check: () => engine.check() },
    {
      name: 'lag',
      check: async () => {
        const { lagEntries } = engine.status();
        if (lagEntries > LAG_ENTRIES_MAX) throw new Error(`${lagEntries} batches behind`);
      },
    },
  ];
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createEventStore } from './create-event-store.ts';
import { clusterStatements, openClusterEngine } from './testing/cluster-engine.ts';
import { testEventStore } from './testing/event-store-contract.ts';

const PARTS = {
  server: 'main',
  retentionDays: 3_650,
  life: 'this',
  nowMs: () => performance.now(),
};

testEventStore('the tables of a cluster', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vedette-cluster-'));
  const engine = await openClusterEngine(folder);
  // Also those that this one engine cannot run as they stand, for want of a Keeper.
  for (const statement of await clusterStatements()) {
    await engine.query({
      sql: 'SELECT formatQuerySingleLine({statement:String})',
      params: { statement },
    });
  }
  return {
    store: createEventStore(engine, PARTS),
    async close() {
      await engine.close();
      await rm(folder, { recursive: true });
    },
  };
});

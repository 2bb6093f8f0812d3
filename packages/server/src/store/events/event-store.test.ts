import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openEventStore } from './open-event-store.ts';
import { serveClickhouse } from './testing/clickhouse-http.ts';
import { testEventStore } from './testing/event-store-contract.ts';

/** The times of the tests are fixed, and nothing may be gone before it was looked for. */
const retentionDays = 3_650;

testEventStore('chDB', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vedette-events-'));
  const engine = { kind: 'chdb', folder: join(folder, 'events') } as const;
  const store = openEventStore({ engine, retentionDays });
  return {
    store,
    async close() {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
});

testEventStore('ClickHouse over HTTP', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vedette-events-'));
  const access = { database: 'default', username: 'vedette', password: 'p:ass "word"' };
  const server = await serveClickhouse({ folder, ...access });
  const engine = { kind: 'clickhouse', url: server.url, ...access } as const;
  const store = openEventStore({ engine, retentionDays });
  return {
    store,
    async close() {
      await store.close();
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
});

import { randomUUID } from 'node:crypto';

import { z } from 'zod';

import { createEventStore } from './create-event-store.ts';
import { createChdbEngine } from './engines/chdb/chdb-engine.ts';
import { createClickhouseEngine } from './engines/clickhouse/clickhouse-engine.ts';
import type { EventStore } from './event-store.ts';

const RETENTION_DAYS = 7;
const RETENTION_DAYS_MAX = 3_650;

/** Where events are stored, and for how long. */
export const EventStoreSettings = z.strictObject({
  engine: z.discriminatedUnion('kind', [
    /** In this machine: chDB, in a folder of its own. */
    z.strictObject({ kind: z.literal('chdb'), folder: z.string().min(1) }),
    /** A ClickHouse server, or a node of a cluster whose tables are made already. */
    z.strictObject({
      kind: z.literal('clickhouse'),
      url: z.url({ protocol: /^https?$/ }),
      database: z.string().min(1).max(128).default('vedette'),
      username: z.string().default('default'),
      password: z.string().default(''),
    }),
  ]),
  /** This server among those that share a database; it must keep its name. */
  server: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/)
    .default('main'),
  /** For events that come from now on. */
  retentionDays: z.number().int().min(1).max(RETENTION_DAYS_MAX).default(RETENTION_DAYS),
});
export type EventStoreSettings = z.input<typeof EventStoreSettings>;

/**
 * The event store of these settings. Nothing is opened before `migrate`, which comes first.
 *
 * @example
 * const events = openEventStore({ engine: { kind: 'chdb', folder: join(state, 'events') } });
 * await events.migrate();
 */
export function openEventStore(settings: EventStoreSettings): EventStore {
  const { engine, server, retentionDays } = EventStoreSettings.parse(settings);
  const opened =
    engine.kind === 'chdb'
      ? createChdbEngine(engine.folder)
      : createClickhouseEngine({ ...engine, server });
  return createEventStore(opened, {
    server,
    retentionDays,
    life: randomUUID(),
    nowMs: () => performance.now(),
  });
}

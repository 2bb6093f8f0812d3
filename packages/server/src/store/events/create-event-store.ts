import { createStoreCheck } from './check-store.ts';
import type { EventStore } from './event-store.ts';
import { insertCoverage } from './insert/insert-coverage.ts';
import { createInsertEvents } from './insert/insert-events.ts';
import { coverageByHost } from './queries/coverage-by-host.ts';
import { eventFacet } from './queries/event-facet.ts';
import { findEvent } from './queries/find-event.ts';
import { eventHistogram } from './queries/event-histogram.ts';
import { hostActivity } from './queries/host-activity.ts';
import { listEvents } from './queries/list-events.ts';
import { alertDays, scoreCounts } from './queries/score-counts.ts';
import { storedNames } from './queries/stored-names.ts';
import { storeSizes } from './queries/store-sizes.ts';
import { strangestShapes } from './queries/strangest-shapes.ts';
import type { RowContext } from './rows/event-columns.ts';
import { migrate } from './schema/migrate.ts';
import type { SqlEngine } from './sql-engine.ts';

/** What an event store is made of beside its engine. */
export interface EventStoreParts extends RowContext {
  /** Unlike that of any earlier opening. */
  readonly life: string;
  readonly nowMs: () => number;
}

/** The event store over either engine: one schema, one set of statements. */
export function createEventStore(engine: SqlEngine, parts: EventStoreParts): EventStore {
  const { server, retentionDays, life, nowMs } = parts;
  const context: RowContext = { server, retentionDays };
  const insertEvents = createInsertEvents(engine, { ...context, life });
  return {
    engine: engine.engine,
    migrate: () => migrate(engine),
    async insert({ events, coverage }) {
      await insertCoverage(engine, coverage, context);
      await insertEvents(events);
    },
    storedAfter: async (position) => {
      await engine.settle();
      return storedNames(engine, { server, from: position + 1 });
    },
    find: (name) => findEvent(engine, { server, ...name }),
    list: (query) => listEvents(engine, query),
    histogram: (query) => eventHistogram(engine, query),
    facet: (query, field, limit) => eventFacet(engine, query, { field, limit }),
    coverage: (query) => coverageByHost(engine, query),
    activity: (query) => hostActivity(engine, query),
    scores: (query) => scoreCounts(engine, query),
    strangest: (query) => strangestShapes(engine, query),
    alertDays: (query) => alertDays(engine, query),
    sizes: () => storeSizes(engine),
    check: createStoreCheck(engine, { server, nowMs }),
    close: () => engine.close(),
  };
}

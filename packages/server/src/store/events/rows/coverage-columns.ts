import type { SensorCoverage } from '@vedette/core';

import type { CoverageRow } from '../event-store.ts';
import type { RowContext } from './event-columns.ts';

const SECOND_MS = 1_000;
const DAY_S = 86_400;

type Write = (row: CoverageRow, context: RowContext & { readonly item: number }) => unknown;

/** The counts, by the column that each has; they are added up by the engine. */
export const COVERAGE_COUNTS: Readonly<Record<string, (coverage: SensorCoverage) => number>> = {
  received: ({ received }) => received,
  truncated: ({ truncated }) => truncated,
  faulted: ({ faulted }) => faulted,
  polling_gaps: ({ pollingGaps }) => pollingGaps,
  evicted_batches: ({ evicted }) => evicted.batches,
  evicted_events: ({ evicted }) => evicted.events,
  refused_batches: ({ refused }) => refused.batches,
  refused_events: ({ refused }) => refused.events,
  restored_batches: ({ restored }) => restored.batches,
  restored_events: ({ restored }) => restored.events,
  rejected: ({ rejected }) => rejected,
  corrupt: ({ corrupt }) => corrupt,
  unclean_stops: ({ uncleanStops }) => uncleanStops,
};

/** The counts by reason, each a map. */
export const COVERAGE_REASONS = ['missed', 'dropped'] as const;

/** How coverage is told to the engine, in the order in which it is sent. */
export const COVERAGE_COLUMNS: Readonly<Record<string, Write>> = {
  server: (_, { server }) => server,
  org: ({ org }) => org,
  position: ({ position }) => position,
  item: (_, { item }) => item,
  received_ms: ({ receivedMs }) => receivedMs,
  expires: ({ receivedMs }, { retentionDays }) =>
    Math.floor(receivedMs / SECOND_MS) + retentionDays * DAY_S,
  host: ({ host }) => host,
  ...Object.fromEntries(
    Object.entries(COVERAGE_COUNTS).map(([name, count]): [string, Write] => [
      name,
      ({ coverage }) => count(coverage),
    ]),
  ),
  ...Object.fromEntries(
    COVERAGE_REASONS.map((name): [string, Write] => [name, ({ coverage }) => coverage[name]]),
  ),
};

import { EventSource, SensorCoverage } from '@vedette/core';
import { z } from 'zod';

import { ServerFinding } from '../findings/finding.ts';
import { BenignThing, LastSweep, PastSweep } from '../sweeps/swept-host.ts';

const Count = z.number().int().nonnegative();

/** What is known of one host. */
export const Host = z
  .strictObject({
    host: z.string(),
    /** Of its sensor, in the span of time. */
    events: Count,
    /** When its sensor last told what it had missed; null where there is none. */
    coverageMs: z.number().int().nullable(),
    /** Findings on it that wait for somebody. */
    openFindings: Count,
    sensor: z.strictObject({
      /** How the newest event was seen; null where it was not said within a week. */
      source: EventSource.nullable(),
      /** When anything last came, within a week. */
      lastMs: z.number().nullable(),
      /** Counted by the sensor itself, in the span of time. */
      received: Count,
      missed: Count,
      dropped: Count,
    }),
    /** Null where it was never swept by the server. */
    sweep: LastSweep.nullable(),
    /** Programs that were started, by the hours of the last day, the newest last. */
    perHour: z.array(Count).length(24),
    lastContainment: z
      .strictObject({ id: z.string(), at: z.string(), state: z.string() })
      .nullable(),
  })
  .meta({ id: 'Host' });
export type Host = z.infer<typeof Host>;

export const HostsList = z.strictObject({ hosts: z.array(Host) });

export const HostDetail = Host.extend({
  /** Of any state, the newest first. */
  findings: z.array(ServerFinding),
  /** Recorded by the last sweep, and nothing that anybody has to look at. */
  benign: z.array(BenignThing),
  baseline: z
    .strictObject({
      items: Count,
      approved: Count,
      oldestMs: z.number().nullable(),
      newestMs: z.number().nullable(),
      bySection: z.array(z.strictObject({ section: z.string(), items: Count })),
    })
    .nullable(),
  /** The newest last. */
  sweeps: z.array(PastSweep),
  coverageReport: SensorCoverage.nullable(),
}).meta({ id: 'HostDetail' });
export type HostDetail = z.infer<typeof HostDetail>;

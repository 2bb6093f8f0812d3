import {
  type BaselineItem,
  foldActions,
  type HostState,
  openActionLog,
  openEvidenceStore,
  openStateStore,
} from '@vedette/sweep';

import { cachedFor } from './cached-for.ts';

/** The log is read as a whole and its chain checked; a page asks every few seconds. */
const ACTIONS_FRESH_MS = 5_000;
/** Every manifest is read. */
const EVIDENCE_FRESH_MS = 60_000;

/** What is normal on a host, in numbers. */
export interface HostBaseline {
  readonly items: number;
  /** Items and findings that a person said are as they should be. */
  readonly approved: number;
  /** When the first and the last of them were first seen. */
  readonly oldestMs: number | null;
  readonly newestMs: number | null;
  /** Most items first. */
  readonly bySection: readonly { readonly section: string; readonly items: number }[];
}

/** Where the last containment on a host stands. */
export interface LastContainment {
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  readonly state: string;
}

/** What sweeps keep in files of their own; the same as for `vedette sweep` of the same user. */
export interface SweepFiles {
  /** Null for a host of which nothing is known. @throws VedetteError `state-unreadable` */
  baseline(host: string): Promise<HostBaseline | null>;
  /** By host. @throws VedetteError `action-log-unreadable` */
  lastContainments(): Promise<ReadonlyMap<string, LastContainment>>;
  /** Bytes of all evidence. */
  evidenceBytes(): Promise<number>;
}

/** Opens what is in the folder of sweeps; nothing is made there, and nothing is written. */
export function openSweepFiles({
  folder,
  version,
  nowMs,
}: {
  /** As `stateFolder` gives it. */
  readonly folder: string;
  readonly version: string;
  /** Unix time in ms. */
  readonly nowMs: () => number;
}): SweepFiles {
  const now = (): Date => new Date(nowMs());
  const log = openActionLog({ folder, now });
  const evidence = openEvidenceStore({ folder, log, now, version });
  const states = openStateStore(folder);
  return {
    baseline: async (host) => baselineOf(await states.read(host)),
    lastContainments: cachedFor(ACTIONS_FRESH_MS, nowMs, async () => {
      const actions = foldActions(await log.entries());
      return new Map(actions.map(({ host, id, at, state }) => [host, { id, at, state }]));
    }),
    evidenceBytes: cachedFor(EVIDENCE_FRESH_MS, nowMs, async () =>
      (await evidence.list()).reduce((sum, { bytes }) => sum + bytes, 0),
    ),
  };
}

function baselineOf({ items, expected, learned, lastSweep }: HostState): HostBaseline | null {
  if (items.length === 0 && learned.length === 0 && lastSweep === undefined) return null;
  const firstSeen = items.map((item) => Date.parse(item.firstSeen));
  const bySection = Map.groupBy(items, ({ section }) => section);
  return {
    items: items.length,
    approved: expected.length + items.filter(isApproved).length,
    oldestMs: firstSeen.reduce<number | null>((a, b) => Math.min(a ?? b, b), null),
    newestMs: firstSeen.reduce<number | null>((a, b) => Math.max(a ?? b, b), null),
    bySection: [...bySection]
      .map(([section, some]) => ({ section, items: some.length }))
      .toSorted((a, b) => b.items - a.items || (a.section < b.section ? -1 : 1)),
  };
}

function isApproved({ approved }: BaselineItem): boolean {
  return approved !== undefined;
}

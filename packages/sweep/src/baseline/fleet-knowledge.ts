import { createHash } from 'node:crypto';

import { VedetteError } from '@vedette/core';

import type { StateStore } from './state-store.ts';

/** How many hosts of the fleet have something. */
export interface FleetCount {
  readonly have: number;
  readonly of: number;
}

/** What the baselines of the other hosts know. */
export interface FleetKnowledge {
  /** Hosts with this item, `host` itself counted as having it; undefined for a fleet of one. */
  count(host: string, item: FleetItem): FleetCount | undefined;
}

export interface FleetItem {
  readonly subject: string;
  readonly key: string;
  readonly value: string;
}

export const NO_FLEET: FleetKnowledge = { count: () => undefined };

/**
 * Reads the baselines of the given hosts into sorted 64-bit hashes: 8 bytes an item, so that 1,000
 * hosts of 1,000 items take 8 MB and not a gigabyte. Hosts that were never swept do not count.
 */
export async function loadFleetKnowledge(
  store: StateStore,
  hosts: readonly string[],
): Promise<FleetKnowledge> {
  const known = new Map<string, BigUint64Array>();
  // One at a time: two thousand baselines in memory at once are what this exists to avoid.
  for (const host of hosts) {
    const items = await itemsOf(store, host);
    if (items !== undefined) known.set(host, items);
  }
  return {
    count: (host, item) => {
      const others = [...known].filter(([name]) => name !== host);
      if (others.length === 0) return undefined;
      const wanted = hashOf(item);
      const have = others.filter(([, items]) => includesSorted(items, wanted)).length;
      return { have: have + 1, of: others.length + 1 };
    },
  };
}

async function itemsOf(store: StateStore, host: string): Promise<BigUint64Array | undefined> {
  try {
    const { learned, items } = await store.read(host);
    return learned.length === 0 ? undefined : BigUint64Array.from(items, hashOf).toSorted();
  } catch (error) {
    // An unreadable baseline is reported where its own host is swept; here it only does not count.
    if (error instanceof VedetteError) return undefined;
    throw error;
  }
}

function hashOf({ subject, key, value }: FleetItem): bigint {
  const text = JSON.stringify([subject, key, value]);
  return createHash('sha256').update(text).digest().readBigUInt64LE();
}

function includesSorted(sorted: BigUint64Array, wanted: bigint): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0n) < wanted) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === wanted;
}

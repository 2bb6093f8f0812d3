import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { IpRangeTable } from '../signals/ip-range-table.ts';
import { findPackage, type InstalledPackage } from './find-package.ts';
import { createMmdbTable } from './mmdb-table.ts';
import {
  NETWORK_FACTS,
  NETWORK_PACKAGES,
  type NetworkFact,
  type NetworkPackage,
} from './network-packages.ts';
import { readCsvTable } from './read-csv-table.ts';

const DAY_MS = 86_400_000;
/**
 * After a year about one address in ten belongs to somebody else. Older data is missing evidence:
 * a user whose provider has moved would otherwise come from a country where they never were.
 */
const NETWORK_DATA_STALE_DAYS = 365;
const MMDB_BYTES_MAX = 64 * 1024 * 1024;
const PROBLEM_CHARS_MAX = 300;

/**
 * How data about addresses is: being read; of use; too old, or without a date; not installed;
 * installed, but not what it should be. Only `ready` is evidence.
 */
export const NETWORK_DATA_STATES = ['reading', 'ready', 'stale', 'missing', 'broken'] as const;
export type NetworkDataState = (typeof NETWORK_DATA_STATES)[number];

/** What an operator is told of one kind of data. */
export interface NetworkDataStatus {
  readonly tells: NetworkFact;
  readonly state: NetworkDataState;
  readonly package: string | null;
  readonly version: string | null;
  /** ISO 8601; null where nothing says. */
  readonly builtAt: string | null;
  readonly ageDays: number | null;
  readonly staleAfterDays: number;
  readonly licence: string | null;
  /** Whom the licence wants named where results are shown. */
  readonly attribution: string | null;
  /** What is wrong, and what to do; null where nothing is. */
  readonly problem: string | null;
}

/** Data about addresses, from whatever package is installed. */
export interface NetworkData {
  /** Null for everything until it is read, and again once it is stale: missing evidence. */
  readonly asn: IpRangeTable;
  readonly country: IpRangeTable;
  readonly status: () => readonly NetworkDataStatus[];
  /** Resolves when what is installed has been read, or found wanting; it does not reject. */
  readonly loaded: Promise<void>;
}

/** How data is looked for. */
export interface NetworkDataSettings {
  readonly nowMs: () => number;
  readonly staleAfterDays?: number;
  /** A file from whose place packages are looked for, as Node would; beside this one by default. */
  readonly from?: string;
  readonly packages?: readonly NetworkPackage[];
}

interface Found {
  readonly source: NetworkPackage;
  readonly installed: InstalledPackage | null;
  readonly table: IpRangeTable | null;
  readonly builtMs: number | null;
  readonly problem: string | null;
}

/**
 * Finds the packages of {@link NETWORK_PACKAGES} that are installed and reads them, in the
 * background and in pieces. Nothing about them can hold up or fail a sign-in.
 *
 * @example
 * const networks = openNetworkData({ nowMs: Date.now });
 * await networks.loaded;
 * networks.country.lookup('1.1.1.1'); // 'AU'
 */
export function openNetworkData(settings: NetworkDataSettings): NetworkData {
  const { nowMs, staleAfterDays = NETWORK_DATA_STALE_DAYS } = settings;
  const found = new Map<NetworkFact, Found | null>();
  const load = async (): Promise<void> => {
    for (const fact of NETWORK_FACTS) found.set(fact, await findData(fact, settings));
  };
  const ageOf = ({ builtMs }: Found): number | null =>
    builtMs === null ? null : Math.floor((nowMs() - builtMs) / DAY_MS);
  const isFresh = (data: Found): boolean => {
    const ageDays = ageOf(data);
    return ageDays !== null && ageDays <= staleAfterDays;
  };
  const tableOf = (fact: NetworkFact): IpRangeTable => ({
    get ranges() {
      return found.get(fact)?.table?.ranges ?? 0;
    },
    lookup: (address) => {
      const data = found.get(fact);
      if (data === undefined || data === null || data.table === null || !isFresh(data)) return null;
      return data.table.lookup(address);
    },
  });
  const statusOf = (tells: NetworkFact): NetworkDataStatus => {
    const data = found.get(tells);
    const nothing = { package: null, version: null, builtAt: null, ageDays: null };
    const unnamed = { licence: null, attribution: null, staleAfterDays };
    if (data === undefined)
      return { tells, state: 'reading', ...nothing, ...unnamed, problem: null };
    if (data === null)
      return { tells, state: 'missing', ...nothing, ...unnamed, problem: adviceFor(tells) };
    const { source, installed, table, builtMs } = data;
    const state = table === null ? 'broken' : isFresh(data) ? 'ready' : 'stale';
    const old = `it is ${builtMs === null ? 'of unknown age' : 'too old'} and not used: npm update ${source.name}`;
    return {
      ...{ tells, state, package: source.name, version: installed?.version ?? null },
      builtAt: builtMs === null ? null : new Date(builtMs).toISOString().slice(0, 10),
      ...{ ageDays: ageOf(data), staleAfterDays },
      ...{ licence: source.licence, attribution: source.attribution },
      problem: state === 'stale' ? old : data.problem,
    };
  };
  return {
    asn: tableOf('asn'),
    country: tableOf('country'),
    status: () => NETWORK_FACTS.map(statusOf),
    loaded: load(),
  };
}

/** The first package that is installed and can be read; else the first that cannot, with why. */
async function findData(
  fact: NetworkFact,
  { from, packages = NETWORK_PACKAGES }: NetworkDataSettings,
): Promise<Found | null> {
  let broken: Found | null = null;
  for (const source of packages.filter(({ tells }) => tells === fact)) {
    let installed: InstalledPackage | null = null;
    try {
      installed = await findPackage(source.name, from);
      if (installed === null) continue;
      const { table, builtMs } = await readTable(source, installed);
      return { source, installed, table, builtMs: installed.builtMs ?? builtMs, problem: null };
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      const problem = `${source.name} cannot be used: ${cause}`.slice(0, PROBLEM_CHARS_MAX);
      const builtMs = installed?.builtMs ?? null;
      broken ??= { source, installed, table: null, builtMs, problem };
    }
  }
  return broken;
}

async function readTable(
  { format, files }: NetworkPackage,
  { folder }: InstalledPackage,
): Promise<{ table: IpRangeTable; builtMs: number | null }> {
  const paths = files.map((file) => join(folder, file));
  if (format === 'csv') return { table: await readCsvTable(paths), builtMs: null };
  const [path = ''] = paths;
  const bytes = await readFile(path);
  if (bytes.length > MMDB_BYTES_MAX) throw new Error(`it has ${bytes.length} bytes, too many`);
  const table = createMmdbTable(bytes);
  return { table, builtMs: table.builtMs };
}

function adviceFor(fact: NetworkFact): string {
  const name = NETWORK_PACKAGES.find(({ tells }) => tells === fact)?.name ?? '';
  const what = fact === 'asn' ? 'networks are' : 'countries are';
  return `${what} not judged: npm install ${name}`;
}

import { addCoverage, emptyCoverage, type SensorCoverage, VedetteError } from '@vedette/core';

import type { ServerFinding } from '../findings/finding.ts';
import type { CoverageRow } from '../store/events/event-store.ts';
import type { HostBaseline } from '../sweeps/sweep-files.ts';
import type { HostDetail } from './host.ts';
import { type HostParts, type HostsQuery, loadHosts } from './load-hosts.ts';

const FINDINGS_MAX = 100;

/** One host with all that is known of it. @throws VedetteError `host-not-there` */
export async function loadHostDetail(
  parts: HostParts,
  query: HostsQuery & { readonly host: string },
): Promise<HostDetail> {
  const { host: name, org } = query;
  const { hosts, coverage } = await loadHosts(parts, query);
  const host = hosts.find((known) => known.host === name);
  const findings = findingsOn(name, parts.knowledge.findings(org));
  if (host === undefined) throw new VedetteError('host-not-there', { name });
  const swept = parts.knowledge.sweptHosts(org).find((one) => one.host === name);
  const baseline = await baselineOf(parts, query);
  return {
    ...{
      ...host,
      findings,
      benign: [...(swept?.benign ?? [])],
      sweeps: [...(swept?.sweeps ?? [])],
    },
    baseline: baseline === null ? null : { ...baseline, bySection: [...baseline.bySection] },
    coverageReport: coverageOf(name, coverage),
  };
}

function findingsOn(name: string, all: readonly ServerFinding[]): ServerFinding[] {
  return all
    .filter(({ hosts }) => hosts.includes(name))
    .toSorted((a, b) => b.lastMs - a.lastMs)
    .slice(0, FINDINGS_MAX);
}

function coverageOf(name: string, rows: readonly CoverageRow[]): SensorCoverage | null {
  const own = rows.filter(({ host }) => host === name);
  if (own.length === 0) return null;
  return own.reduce((sum, { coverage }) => addCoverage(sum, coverage), emptyCoverage());
}

/** A state that cannot be read is said by the next sweep, as its problem. */
async function baselineOf(
  { sweepFiles, knowledge, log }: HostParts,
  { org, host }: { readonly org: string; readonly host: string },
): Promise<HostBaseline | null> {
  const files = sweepFiles(org);
  // Of hosts that sweeps know alone: anybody may send events under a name of theirs.
  if (files === null || !knowledge.sweptHosts(org).some((one) => one.host === host)) return null;
  try {
    return await files.baseline(host);
  } catch (error) {
    log('error', 'host-state-unreadable', { cause: String(error) });
    return null;
  }
}

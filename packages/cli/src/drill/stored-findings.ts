import { EventsPage, FindingsPage, ServerFinding, type StoredEvent } from '@vedette/server';

import { DRILL_WORKLOAD } from './drill-cgroup.ts';
import type { DrillScene } from './drill-scene.ts';

const FINDINGS_MAX = 1_000;
const EVENTS_MAX = 1_000;

/** The finding of a sweep about a program; undefined while there is none. */
export async function sweepFindingAbout(
  { server }: Pick<DrillScene, 'server'>,
  program: string,
): Promise<ServerFinding | undefined> {
  const query = `watch=sweep&state=any&limit=${FINDINGS_MAX}`;
  const { findings } = await server.get(`/v1/findings?${query}`, FindingsPage);
  return findings.find(({ facts }) => isProgram(facts['exe'], program));
}

/** The kernel says “ (deleted)” behind the path. */
function isProgram(exe: unknown, program: string): boolean {
  return exe === program || exe === `${program} (deleted)`;
}

/** What the drill's workload did on this host since a time, the newest first. */
export async function drillEvents(
  { server, host }: Pick<DrillScene, 'server' | 'host'>,
  sinceMs: number,
): Promise<readonly StoredEvent[]> {
  const query = new URLSearchParams({
    ...{ workload: DRILL_WORKLOAD, host, from: String(Math.floor(sinceMs)) },
    limit: String(EVENTS_MAX),
  });
  for (const kind of ['exec', 'connect']) query.append('kind', kind);
  const { events } = await server.get(`/v1/events?${query.toString()}`, EventsPage);
  return events;
}

/** The finding that the first of some events belongs to; undefined where none is in any. */
export async function findingOf(
  { server }: Pick<DrillScene, 'server'>,
  events: readonly StoredEvent[],
): Promise<ServerFinding | undefined> {
  const id = events.find(({ finding }) => finding !== null)?.finding ?? undefined;
  return id === undefined ? undefined : server.get(`/v1/findings/${id}`, ServerFinding);
}

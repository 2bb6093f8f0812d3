import type { ServerFinding } from '../findings/finding.ts';
import type { EventPage, EventRow, EventScope, EventStore } from '../store/events/event-store.ts';
import { eventName } from '../store/events/queries/stored-names.ts';
import { assembleTree, type EventsAround, NODES_MAX } from './assemble-tree.ts';
import { factsTree } from './facts-tree.ts';
import type { ProcessTree } from './process-node.ts';
import { parentIdOf, processIdOf } from './process-nodes.ts';

/** Up and down from the process that the finding is about. */
const LEVELS = 3;
const ROWS_MAX = 500;
/** Of one ancestor: its start, and what it did on the network. */
const ANCESTOR_ROWS_MAX = 50;
/** Processes that one question asks for. */
const PROCESSES_MAX = 100;
const DAY_MS = 86_400_000;
/** A daemon that started the intruder's shell has run for weeks. */
const BEFORE_MS = 30 * DAY_MS;
/** Clocks of hosts are not ours. */
const AFTER_MS = DAY_MS;

type Events = Pick<EventStore, 'list'>;

/**
 * The process that a finding is about with three levels above and below it, and with what else is
 * in the finding on that host. Where nothing is stored any more, what the finding itself tells.
 */
export async function loadProcessTree(
  events: Events,
  finding: ServerFinding,
): Promise<ProcessTree> {
  if (finding.watch !== 'executions') return factsTree(finding, null);
  const span = spanOf(finding);
  const found = await listFinding(events, finding);
  const [top] = found.rows;
  if (top === undefined) return factsTree(finding, GONE);
  const { host } = top.event;
  const around = await eventsAround(events, { span: { ...span, host }, top, found: found.rows });
  const { nodes, truncated } = assembleTree(around);
  const isCut = truncated || found.next !== null || around.isFull;
  return { nodes, truncated: isCut, note: noteOf(finding, top) };
}

/** The events of a finding about executions, those that scored highest first. */
export async function findingEvents(
  events: Events,
  finding: ServerFinding,
): Promise<readonly EventRow[]> {
  if (finding.watch !== 'executions') return [];
  return (await listFinding(events, finding)).rows;
}

function listFinding(events: Events, finding: ServerFinding): Promise<EventPage> {
  const { subject: workload, id } = finding;
  return events.list({
    ...{ ...spanOf(finding), workload, finding: id, order: 'highest-score', limit: NODES_MAX },
  });
}

const GONE = 'its events are no longer stored; this is what the finding itself tells';

function spanOf({ org, firstMs, lastMs }: ServerFinding): EventScope {
  return { org, fromMs: Math.max(0, firstMs - BEFORE_MS), toMs: lastMs + AFTER_MS };
}

async function eventsAround(
  events: Events,
  {
    span,
    top,
    found: inFinding,
  }: { readonly span: EventScope; readonly top: EventRow; readonly found: readonly EventRow[] },
): Promise<EventsAround & { readonly isFull: boolean }> {
  const found = inFinding.filter(({ event }) => event.host === span.host);
  // Without identities only pids are left, which are reused: what is not in the finding is unknown.
  if (top.event.id === undefined) {
    return { top, found, above: [], below: [], isCutAbove: false, isFull: false };
  }
  const own = [...new Set(found.flatMap(({ event }) => event.id ?? []))].slice(0, PROCESSES_MAX);
  const more = await events.list({
    ...{ ...span, processIds: own, order: 'newest', limit: ROWS_MAX },
  });
  const up = await ancestors(events, span, top);
  const down = await descendants(events, span, [top.event.id]);
  return {
    ...{ top, found: distinct([...found, ...more.rows]), above: up.rows, below: down.rows },
    ...{ isCutAbove: up.isCut, isFull: more.next !== null || down.isFull },
  };
}

async function ancestors(
  events: Events,
  span: EventScope,
  top: EventRow,
): Promise<{ readonly rows: readonly EventRow[]; readonly isCut: boolean }> {
  const rows: EventRow[] = [];
  let parent = parentIdOf(top.event);
  for (let level = 0; level < LEVELS; level += 1) {
    if (parent === null) return { rows, isCut: false };
    const page = await events.list({
      ...{ ...span, processIds: [parent], order: 'newest', limit: ANCESTOR_ROWS_MAX },
    });
    const [first] = page.rows;
    if (first === undefined) return { rows, isCut: false };
    rows.push(...page.rows);
    parent = parentIdOf(first.event);
  }
  return { rows, isCut: true };
}

async function descendants(
  events: Events,
  span: EventScope,
  of: readonly string[],
): Promise<{ readonly rows: readonly EventRow[]; readonly isFull: boolean }> {
  const rows: EventRow[] = [];
  const seen = new Set(of);
  let [parents, isFull] = [of, false];
  for (let level = 0; level < LEVELS && parents.length > 0; level += 1) {
    const page = await events.list({
      ...{ ...span, parentProcessIds: parents.slice(0, PROCESSES_MAX) },
      ...{ order: 'newest', limit: ROWS_MAX },
    });
    rows.push(...page.rows);
    isFull ||= page.next !== null || parents.length > PROCESSES_MAX;
    parents = [...new Set(page.rows.map(({ event }) => processIdOf(event)))].filter(
      (id) => !seen.has(id),
    );
    for (const id of parents) seen.add(id);
  }
  return { rows, isFull };
}

function distinct(rows: readonly EventRow[]): EventRow[] {
  return [...new Map(rows.map((row) => [eventName(row), row])).values()];
}

function noteOf({ hosts }: ServerFinding, { event }: EventRow): string | null {
  const others = hosts.filter((host) => host !== event.host).length;
  const notes = [
    ...(event.id === undefined
      ? ['the sensor gave processes no identity: only what is in the finding is shown']
      : []),
    ...(others === 0 ? [] : [`as on the host that scored highest, of ${others + 1}`]),
  ];
  return notes.length === 0 ? null : notes.join('; ');
}

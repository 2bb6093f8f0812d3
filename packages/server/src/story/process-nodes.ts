import { boundArguments, boundText } from '../findings/bound-text.ts';
import { eventName } from '../store/events/queries/stored-names.ts';
import type { EventRow } from '../store/events/event-store.ts';
import type { Connection, ProcessNode } from './process-node.ts';

const CONNECTIONS_MAX = 32;
/** A pid says which process it is only among the events of one finding, which are of minutes. */
const PID_PREFIX = 'pid:';

/** The identity of an event's process on its host. */
export function processIdOf({ id, pid }: EventRow['event']): string {
  return id ?? `${PID_PREFIX}${pid}`;
}

/** The identity of its parent; null where there is none to tell. */
export function parentIdOf({ id, parentId, ppid }: EventRow['event']): string | null {
  if (id !== undefined) return parentId ?? null;
  return ppid === 0 ? null : `${PID_PREFIX}${ppid}`;
}

/**
 * One node for each process that has events, in the order in which they come. Its command is that
 * of the event that scored highest.
 *
 * @param subject name of the event that the finding is about
 */
export function processNodes(rows: readonly EventRow[], subject: string): ProcessNode[] {
  const byProcess = Map.groupBy(rows, ({ event }) => processIdOf(event));
  return [...byProcess].flatMap(([id, own]) => {
    const [first, ...others] = own;
    if (first === undefined) return [];
    const top = others.reduce((best, row) => (tellsMore(row, best, subject) ? row : best), first);
    return [nodeOf(id, { top, own, isSubject: own.some((row) => eventName(row) === subject) })];
  });
}

/** A process of which only a child told. */
export function stubOf({ event }: EventRow, id: string): ProcessNode {
  const { ppid: pid, host, parent, parentExe } = event;
  return {
    ...{ id, parentId: null, pid, host: boundText(host), comm: boundText(parent) },
    ...{ exe: boundText(parentExe ?? ''), argv: [], uid: null, t: null, score: null },
    ...{ finding: null, eventId: null, endMs: null, exit: null, connections: [] },
    isSubject: false,
  };
}

function nodeOf(
  id: string,
  {
    top,
    own,
    isSubject,
  }: { readonly top: EventRow; readonly own: readonly EventRow[]; readonly isSubject: boolean },
): ProcessNode {
  const { event, score, finding } = top;
  const { pid, host, exe, argv, comm, uid } = event;
  const ended = own.find((row) => row.event.kind === 'exit')?.event;
  return {
    ...{ id, parentId: parentIdOf(event), pid, host: boundText(host), exe: boundText(exe) },
    ...{ argv: boundArguments(argv), comm: boundText(comm), uid, score, finding, isSubject },
    t: own.reduce((first, row) => Math.min(first, row.event.t), event.t),
    eventId: eventName(top),
    endMs: ended?.t ?? null,
    exit: ended === undefined ? null : exitOf(ended),
    connections: connectionsOf(own),
  };
}

function tellsMore(row: EventRow, best: EventRow, subject: string): boolean {
  return compare(rankOf(row, subject), rankOf(best, subject)) > 0;
}

/** The finding's own event, then the highest score, then a program's start, then the earliest. */
function rankOf(row: EventRow, subject: string): readonly number[] {
  const { kind, t } = row.event;
  const isStart = kind === 'exec' || kind === 'running';
  return [Number(eventName(row) === subject), row.score ?? -1, Number(isStart), -t];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

function exitOf({ exitCode, signal }: EventRow['event']): ProcessNode['exit'] {
  return {
    ...(exitCode === undefined ? {} : { code: exitCode }),
    ...(signal === undefined ? {} : { signal }),
  };
}

/** Each end once. */
function connectionsOf(own: readonly EventRow[]): Connection[] {
  const ends = new Map<string, Connection>();
  for (const { event } of own) {
    const { kind, endpoint } = event;
    if (endpoint === undefined || (kind !== 'connect' && kind !== 'listen')) continue;
    const { address, port, protocol } = endpoint;
    const connection = { address: boundText(address), port, protocol, kind };
    if (ends.size < CONNECTIONS_MAX) ends.set(JSON.stringify(connection), connection);
  }
  return [...ends.values()];
}

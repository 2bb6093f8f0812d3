import type { StoredEvent } from '../api/shapes.ts';
import type { Fact } from '../elements/facts-list.tsx';
import { endpointText } from './happening-of.ts';

type Event = StoredEvent['event'];

/** Told as a time of its own, or as parts of their own. */
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set(['t', 'endpoint', 'namespaces', 'argvRaw']);

/** Everything that the sensor told of an event, by its own names; what it did not see is absent. */
export function factsOf(event: Event): Readonly<Record<string, Fact>> {
  const { endpoint, namespaces = {}, argvRaw = {} } = event;
  const plain = Object.entries(event).flatMap(([name, value]: [string, unknown]) => {
    if (TOLD_ELSEWHERE.has(name)) return [];
    const fact = factOf(value);
    return fact === undefined ? [] : [[name, fact] as const];
  });
  return Object.fromEntries<Fact>([
    ...plain,
    ...(endpoint === undefined ? [] : [['endpoint', endpointText(endpoint)] as const]),
    ...Object.entries(namespaces).map(([name, inode]) => [`namespace ${name}`, inode] as const),
    ...Object.entries(argvRaw).map(([at, base64]) => [`argv ${at}, base64`, base64] as const),
  ]);
}

function factOf(value: unknown): Fact | undefined {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value === '' ? undefined : value;
  }
  if (!Array.isArray(value)) return undefined;
  const texts: readonly unknown[] = value;
  return texts.filter((one) => typeof one === 'string');
}

import type { BpfObject } from './bpf-object.ts';
import { COUNTER, KIND } from './record-layout.ts';

/** Chunks of arguments are not among them: their loss makes an event truncated, not missed. */
const KINDS = {
  exec: KIND.exec,
  exit: KIND.exit,
  'exec-failed': KIND.execFailed,
  connect: KIND.connect,
  listen: KIND.listen,
} as const;

/** What the kernel could not hand over since the last call, by reason. */
export function createLossCounter(
  object: Pick<BpfObject, 'counters' | 'costs'>,
): () => [reason: string, events: number][] {
  const told = new Map<string, number>();
  return () => {
    const counters = object.counters();
    const now: [string, number][] = [
      ...Object.entries(KINDS).map(([name, kind]): [string, number] => [
        `ring-full-${name}`,
        counters[COUNTER.dropped + kind] ?? 0,
      ]),
      ['exec-calls-full', counters[COUNTER.execNote] ?? 0],
      ['connect-calls-full', counters[COUNTER.connectNote] ?? 0],
      ['program-busy', object.costs().reduce((sum, cost) => sum + cost.recursionMisses, 0)],
    ];
    return now.map(([reason, events]) => {
      const change = events - (told.get(reason) ?? 0);
      told.set(reason, events);
      return [reason, change];
    });
  };
}

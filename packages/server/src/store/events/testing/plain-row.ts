import type { EventRow } from '../event-store.ts';

/** A row as most are, with what a test needs otherwise. */
export function plainRow({
  event = {},
  ...row
}: Partial<Omit<EventRow, 'event'>> & {
  readonly event?: Partial<EventRow['event']>;
} = {}): EventRow {
  return {
    org: 'main',
    position: 1,
    index: 0,
    receivedMs: 3_000_000_001_000,
    shape: '00000000000000aa',
    score: 0,
    p: 1,
    state: 'watching',
    threshold: 0.6,
    reasons: [],
    nearest: null,
    finding: null,
    ...row,
    event: {
      t: 3_000_000_000_000,
      host: 'web-1',
      workload: 'web',
      pid: 100,
      ppid: 1,
      uid: 33,
      comm: 'sh',
      parent: 'nginx',
      exe: '/bin/sh',
      argv: ['sh', '-c', 'true'],
      kind: 'exec',
      ...event,
    },
  };
}

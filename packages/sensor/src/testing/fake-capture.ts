import type { Capture } from '../capture/capture.ts';
import type { CapturedEvent } from '../capture/captured-event.ts';
import { createCoverageCounter } from '../capture/coverage-counter.ts';

/** A capture whose events a test makes up. */
export interface FakeCapture extends Capture {
  readonly exec: (argv: readonly string[], fields?: Partial<CapturedEvent>) => void;
  readonly miss: (reason: string, events: number) => void;
}

export function createFakeCapture(): FakeCapture {
  const counter = createCoverageCounter();
  let sink: ((event: CapturedEvent) => void) | undefined;
  let pid = 1;
  return {
    source: 'poll',
    limits: [],
    start(to) {
      sink = to;
      return Promise.resolve();
    },
    close() {
      sink = undefined;
      return Promise.resolve();
    },
    coverage: counter.take,
    miss: counter.miss,
    exec(argv, fields = {}) {
      pid += 1;
      const event: CapturedEvent = {
        ...{ t: 1_700_000_000_000 + pid, pid, ppid: 1, uid: 0, comm: 'x', parent: 'init' },
        ...{ kind: 'exec', source: 'poll', id: String(pid) },
        argv: argv.map((text) => Buffer.from(text)),
        exe: argv[0] ?? '',
        ...fields,
      };
      counter.event(event);
      sink?.(event);
    },
  };
}

import { setTimeout } from 'node:timers/promises';

import type { Capture } from '../capture.ts';
import type { CapturedEvent, HostText } from '../captured-event.ts';

const DEADLINE_MS = 30_000;
const LOOK_MS = 10;

/** A rung under test, and what it has told so far. */
export interface Watched<Rung extends Capture> {
  readonly capture: Rung;
  readonly events: CapturedEvent[];
  /** Waits until this many events fit, and gives them. */
  readonly wait: (
    fits: (event: CapturedEvent) => boolean,
    count?: number,
  ) => Promise<CapturedEvent[]>;
}

export async function watch<Rung extends Capture>(capture: Rung): Promise<Watched<Rung>> {
  const events: CapturedEvent[] = [];
  await capture.start((event) => events.push(event));
  return {
    capture,
    events,
    async wait(fits, count = 1) {
      const deadline = Date.now() + DEADLINE_MS;
      for (;;) {
        const found = events.filter(fits);
        if (found.length >= count) return found;
        if (Date.now() > deadline) {
          const coverage = JSON.stringify(capture.coverage());
          throw new Error(`${found.length} of ${count} events came; ${coverage}`);
        }
        await setTimeout(LOOK_MS);
      }
    },
  };
}

export function opened<Rung extends Capture>(
  result: { readonly capture: Rung } | { readonly refused: { readonly detail: string } },
): Rung {
  if ('refused' in result) throw new Error(result.refused.detail);
  return result.capture;
}

export function text(bytes: HostText | undefined): string {
  return hostBytes(bytes ?? '').toString('utf8');
}

export function hostBytes(text: HostText): Buffer {
  return typeof text === 'string' ? Buffer.from(text) : Buffer.from(text);
}

export function texts(argv: readonly HostText[]): string[] {
  return argv.map(text);
}

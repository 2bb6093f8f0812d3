import { setTimeout as delay } from 'node:timers/promises';

import type { Companion } from './run-until-stopped.ts';
import type { SensorChild } from './sensor-child.ts';
import { EXIT_CODES } from './surroundings.ts';

/** A crash in a minute may be bad luck; one that comes again and again is for a person. */
const RESTARTS_MAX = 5;
const RESTART_AFTER_MS = 10_000;

/**
 * Keeps a sensor running: one that crashed is started again, a few times; one that may not see
 * executions here says why, and is left alone.
 */
export function keepSensor(start: () => SensorChild, say: (line: string) => void): Companion {
  const stopping = new AbortController();
  let sensor = start();
  const keep = async (): Promise<void> => {
    for (let restarts = 0; ; restarts += 1) {
      const code = await sensor.ended;
      if (stopping.signal.aborted) return;
      const how = code === null ? 'was ended' : `ended with exit code ${code}`;
      const crashed = code === null || code === EXIT_CODES.internal;
      if (!crashed || restarts === RESTARTS_MAX) {
        say(`the sensor ${how}: executions are not seen; vedette sensor doctor says more`);
        return;
      }
      say(`the sensor ${how}; it is started again, and what happened meanwhile was not seen`);
      await delay(RESTART_AFTER_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      sensor = start();
    }
  };
  const kept = keep();
  return {
    async stop() {
      stopping.abort();
      await sensor.stop();
      await kept;
    },
    abort() {
      stopping.abort();
      sensor.abort();
    },
  };
}

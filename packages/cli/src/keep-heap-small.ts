import { setFlagsFromString } from 'node:v8';

/**
 * The space for new objects does not grow (by default it doubles under load up to 128 MiB and is
 * not given back), and all of the heap is collected whenever it has doubled (by default, when it
 * has quadrupled).
 *
 * A sweep retains a few kilobytes of a host and throws away two megabytes, so V8 takes much more
 * than there is to keep: the peak at 1,000 hosts was above 300 MiB with V8's ways and is 147 with
 * these, for some 5 to 10 % more CPU.
 *
 * `--max-semi-space-size` would say it better, but is heeded only on node's own command line: it
 * needs a second process, or a first line of the script that not every `env` understands; and
 * a worker with `resourceLimits` has a second heap. These two are read each time that V8
 * decides, so they can be set from within, and a V8 without them would only take more memory.
 */
const FLAGS = ['--semi-space-growth-factor=1', '--heap-growing-percent=100'] as const;

/** Bounds what V8 takes beyond what is in use; before anything large is loaded. */
export function keepHeapSmall(): void {
  for (const flag of FLAGS) setFlagsFromString(flag);
}

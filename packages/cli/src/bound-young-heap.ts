import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8 from growing the space for new objects, which under load doubles up to 128 MiB and is
 * never given back, though what a sweep retains of a host is some kilobytes: measured over 1,000
 * hosts, 310 MiB at the peak with growth and 200 without, for 5 % more CPU.
 *
 * `--max-semi-space-size` says it better, but is only heeded on node's own command line: there it
 * needs a second process, or a first line of the script that not every `env` understands. A worker
 * with `resourceLimits` would need a second heap. The growth factor is read at each growth, so it
 * can be set from within, and a V8 that ignored it would only take more memory.
 */
export function boundYoungHeap(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}

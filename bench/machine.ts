import { cpus, loadavg, release, totalmem } from 'node:os';

const BYTES_PER_GIB = 2 ** 30;

/** The machine that the figures are from; the load tells how quiet it was. */
export function describeMachine(): Record<string, string | number> {
  const cores = cpus();
  return {
    cpu: cores[0]?.model ?? 'unknown',
    cores: cores.length,
    kernel: release(),
    memoryGiB: Number((totalmem() / BYTES_PER_GIB).toFixed(1)),
    load1AtStart: Number((loadavg()[0] ?? 0).toFixed(2)),
  };
}

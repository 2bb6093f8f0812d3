import { readFileSync } from 'node:fs';

/** Digits of the boot's id: they tell apart the boots of one host. */
const BOOT_DIGITS = 12;
/** `/proc` counts in USER_HZ, 100 on every architecture; BPF sees the same start in ns. */
const NS_PER_TICK = 10_000_000;

/** What tells this run of the kernel from the one before, for the ids of its processes. */
export function readBootId(proc = '/proc'): string {
  const text = readFileSync(`${proc}/sys/kernel/random/boot_id`, 'latin1');
  return text.replaceAll('-', '').slice(0, BOOT_DIGITS);
}

/** The same for a process however it was seen: each rung can tell the tick of its start. */
export function processId(boot: string, pid: number, startTicks: number): string {
  return `${boot}.${pid}.${startTicks.toString(36)}`;
}

export function nsOfTicks(ticks: number): number {
  return ticks * NS_PER_TICK;
}

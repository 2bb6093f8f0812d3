const WRAP = 2 ** 32;

/**
 * Counts the notices that were lost: the kernel numbers them on each CPU, so that a hole says
 * exactly how many, though not of what kind.
 */
export function createSequenceGaps(): {
  readonly after: (cpu: number, sequence: number) => number;
} {
  const last = new Map<number, number>();
  return {
    after(cpu, sequence) {
      const before = last.get(cpu);
      last.set(cpu, sequence);
      if (before === undefined) return 0;
      const missing = (sequence - before - 1 + WRAP) % WRAP;
      // Half a turn and more is not a hole, but two that came in the other order.
      return missing < WRAP / 2 ? missing : 0;
    },
  };
}

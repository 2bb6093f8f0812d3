/** What may wait for the record that it belongs to: chunks come right before it. */
const BYTES_MAX = 8 * 1024 * 1024;

/** Long arguments on their way up, ahead of the record of their exec. */
export interface ArgvChunks {
  readonly add: (chunk: { pid: number; start: bigint; offset: number; bytes: Buffer }) => void;
  /** What came for this process without a hole, from where the record itself ends. */
  readonly take: (pid: number, start: bigint, from: number) => Buffer | null;
}

export function createArgvChunks(): ArgvChunks {
  const waiting = new Map<string, { offset: number; bytes: Buffer }[]>();
  let total = 0;
  const remove = (key: string) => {
    const chunks = waiting.get(key) ?? [];
    for (const chunk of chunks) total -= chunk.bytes.length;
    waiting.delete(key);
    return chunks;
  };
  return {
    add({ pid, start, offset, bytes }) {
      const key = `${pid}.${start}`;
      const chunks = waiting.get(key) ?? [];
      // The same process has run something else since, and the record in between was lost.
      if (chunks.some((chunk) => chunk.offset >= offset)) remove(key).length = 0;
      const kept = waiting.get(key) ?? [];
      kept.push({ offset, bytes });
      total += bytes.length;
      waiting.set(key, kept);
      // The oldest belong to records that were dropped.
      for (const oldest of waiting.keys()) {
        if (total <= BYTES_MAX || oldest === key) break;
        remove(oldest);
      }
    },
    take(pid, start, from) {
      const whole: Buffer[] = [];
      let next = from;
      for (const chunk of remove(`${pid}.${start}`)) {
        if (chunk.offset !== next) break;
        whole.push(chunk.bytes);
        next += chunk.bytes.length;
      }
      return whole.length === 0 ? null : Buffer.concat(whole);
    },
  };
}

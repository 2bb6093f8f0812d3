import { mapShared, PROT_READ, PROT_WRITE } from './libc.ts';

/** The header of a record in the ring: its length with two flags, and an offset of the kernel's. */
const HEADER_BYTES = 8;
const BUSY = 0x8000_0000;
const DISCARDED = 0x4000_0000;
const LENGTH_MASK = 0x3fff_ffff;
/** `/proc/self/auxv` would tell; these are what x86-64 and arm64 kernels have, tried in turn. */
const PAGE_BYTES = [4096, 65_536, 16_384];

/** The BPF ring buffer, read in place: no call into libbpf per record. */
export interface Ring {
  /**
   * Hands over what was there when it was asked, oldest first; the bytes are only good during the
   * call. Returns how many records.
   */
  readonly drain: (sink: (record: Buffer) => void) => number;
  /** Bytes that wait to be read. */
  readonly waiting: () => number;
  readonly close: () => void;
}

/**
 * Maps a ring buffer as `ring_buffer__new` of libbpf does: the reader's position on a page of its
 * own, the writer's on the next, then the data twice, so that no record is split.
 */
export function openRing(fd: number, bytes: number): Ring {
  const { pageBytes, reader } = mapReader(fd);
  const rest = mapShared(fd, pageBytes + 2 * bytes, PROT_READ, pageBytes);
  const readAt = new BigUint64Array(reader.bytes, 0, 1);
  const writtenTo = new BigUint64Array(rest.bytes, 0, 1);
  const headers = new Uint32Array(rest.bytes, pageBytes, (2 * bytes) / 4);
  const data = Buffer.from(rest.bytes, pageBytes, 2 * bytes);
  let closed = false;
  return {
    drain(sink) {
      if (closed) return 0;
      const begin = Atomics.load(readAt, 0);
      const waiting = Number(Atomics.load(writtenTo, 0) - begin);
      if (waiting === 0) return 0;
      const offset = Number(begin & BigInt(bytes - 1));
      let taken = 0;
      let records = 0;
      try {
        while (taken < waiting) {
          const at = (offset + taken) & (bytes - 1);
          const header = Atomics.load(headers, at >>> 2);
          // Reserved and being written: what comes after it must wait, too.
          if ((header & BUSY) !== 0) break;
          const length = header & LENGTH_MASK;
          taken += (HEADER_BYTES + length + 7) & ~7;
          if ((header & DISCARDED) !== 0) continue;
          records++;
          sink(data.subarray(at + HEADER_BYTES, at + HEADER_BYTES + length));
        }
      } finally {
        Atomics.store(readAt, 0, begin + BigInt(taken));
      }
      return records;
    },
    waiting: () => (closed ? 0 : Number(Atomics.load(writtenTo, 0) - Atomics.load(readAt, 0))),
    close() {
      if (closed) return;
      closed = true;
      rest.unmap();
      reader.unmap();
    },
  };
}

function mapReader(fd: number) {
  let failure: unknown;
  for (const pageBytes of PAGE_BYTES) {
    try {
      // Only the reader's page may be written: a mapping of the wrong page size is refused.
      const reader = mapShared(fd, pageBytes, PROT_READ | PROT_WRITE, 0);
      return { pageBytes, reader };
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

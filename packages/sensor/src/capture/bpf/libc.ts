import * as koffi from 'koffi';

/** Symbols of the running program: Node is linked with the system's C library. */
const libc = koffi.load(null);

const MAP_SHARED = 1;
export const PROT_READ = 1;
export const PROT_WRITE = 2;
const MAP_FAILED = 0xffff_ffff_ffff_ffffn;
const CLOCK_BOOTTIME = 7;
const NS_PER_S = 1_000_000_000n;
const NS_PER_MS = 1e6;

type Address = bigint;

const mmapCall: (
  at: null,
  bytes: number,
  protection: number,
  flags: number,
  fd: number,
  offset: number,
) => Address = libc.func('void *mmap(void *, size_t, int, int, int, int64_t)');
const munmapCall: (at: Address, bytes: number) => number = libc.func('int munmap(void *, size_t)');
const clockCall: (clock: number, out: Buffer) => number = libc.func(
  'int clock_gettime(int, _Out_ void *)',
);

export const closeFd: (fd: number) => number = libc.func('int close(int)');
export const openPathAt: (folder: number, path: string, flags: number, mode: number) => number =
  libc.func('int openat(int, const char *, int, int)');
/** Only calls whose arguments fit; koffi passes each as a register. */
export const syscall: (
  number: number,
  ...args: readonly [bigint, bigint, bigint, bigint, bigint]
) => number = libc.func('long syscall(long, int64_t, int64_t, int64_t, int64_t, int64_t)');
/** The address of a buffer that the caller keeps alive during the call. */
export function addressOf(buffer: Buffer): bigint {
  return koffi.address(buffer);
}

/** A mapping that ends when asked to; its bytes are read in place. */
export interface Mapping {
  readonly bytes: ArrayBuffer;
  readonly unmap: () => void;
}

export function mapShared(fd: number, bytes: number, protection: number, offset: number): Mapping {
  const address = mmapCall(null, bytes, protection, MAP_SHARED, fd, offset);
  if (BigInt.asUintN(64, address) === MAP_FAILED) {
    throw new Error(`mmap of ${bytes} bytes failed: errno ${koffi.errno()}`);
  }
  return {
    bytes: koffi.view(address, bytes),
    unmap: () => {
      munmapCall(address, bytes);
    },
  };
}

/** Time since the boot in ms, as the kernel stamps records: it goes on while the host sleeps. */
export function boottimeMs(): number {
  const out = Buffer.alloc(16);
  clockCall(CLOCK_BOOTTIME, out);
  return Number(out.readBigInt64LE(0) * NS_PER_S + out.readBigInt64LE(8)) / NS_PER_MS;
}

export function lastErrno(): number {
  return koffi.errno();
}

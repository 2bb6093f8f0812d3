import * as koffi from 'koffi';

import type { Refusal } from '../capture.ts';
import { listenRequest } from './parse-proc-event.ts';

const AF_NETLINK = 16;
const SOCK_DGRAM_CLOEXEC = 2 | 0o2_000_000;
const NETLINK_CONNECTOR = 11;
const CN_IDX_PROC = 1;
const SOL_SOCKET = 1;
const SO_RCVBUFFORCE = 33;
const MSG_DONTWAIT = 0x40;
const ENOBUFS = 105;
/** A notice takes some 700 bytes of it: six thousand of them. */
const RECEIVE_BYTES = 4 * 1024 * 1024;
const DATAGRAM_BYTES = 8192;

/** The process connector: notices of forks, execs and exits, without BPF. */
export interface ConnectorSocket {
  /** Hands over all that waits; `overrun` says that the kernel has thrown some away. */
  readonly drain: (sink: (datagram: Buffer) => void) => { readonly overrun: boolean };
  readonly onReadable: (callback: () => void) => void;
  readonly close: () => void;
}

const libc = koffi.load(null);
const socket: (...args: readonly [number, number, number]) => number = libc.func(
  'int socket(int, int, int)',
);
const bind: (fd: number, address: Buffer, bytes: number) => number = libc.func(
  'int bind(int, const void *, uint32_t)',
);
const setsockopt: (
  fd: number,
  level: number,
  name: number,
  value: Buffer,
  bytes: number,
) => number = libc.func('int setsockopt(int, int, int, const void *, uint32_t)');
const send: (fd: number, bytes: Buffer, length: number, flags: number) => number = libc.func(
  'int64_t send(int, const void *, size_t, int)',
);
const recv: (fd: number, bytes: Buffer, length: number, flags: number) => number = libc.func(
  'int64_t recv(int, _Out_ void *, size_t, int)',
);
const close: (fd: number) => number = libc.func('int close(int)');

export function openConnector():
  | { readonly socket: ConnectorSocket }
  | { readonly refused: Refusal } {
  const fd = socket(AF_NETLINK, SOCK_DGRAM_CLOEXEC, NETLINK_CONNECTOR);
  if (fd < 0) return refuse('socket');
  const size = Buffer.alloc(4);
  size.writeInt32LE(RECEIVE_BYTES);
  // Without it the default of some 200 KiB holds; overruns are counted either way.
  setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, size, size.length);
  const address = Buffer.alloc(12);
  address.writeUInt16LE(AF_NETLINK, 0);
  address.writeUInt32LE(CN_IDX_PROC, 8);
  const request = listenRequest(true);
  if (bind(fd, address, address.length) !== 0) return refuse('bind', fd);
  if (send(fd, request, request.length, 0) !== request.length) return refuse('listen', fd);
  return { socket: reader(fd) };
}

function reader(fd: number): ConnectorSocket {
  const datagram = Buffer.alloc(DATAGRAM_BYTES);
  let poll: koffi.node.PollHandle | undefined;
  let closed = false;
  return {
    drain(sink) {
      let overrun = false;
      if (closed) return { overrun };
      for (;;) {
        const length = recv(fd, datagram, datagram.length, MSG_DONTWAIT);
        if (length > 0) {
          sink(datagram.subarray(0, length));
          continue;
        }
        if (length < 0 && koffi.errno() === ENOBUFS) {
          overrun = true;
          continue;
        }
        return { overrun };
      }
    },
    onReadable(callback) {
      poll = koffi.node.poll(fd, { readable: true }, callback);
    },
    close() {
      if (closed) return;
      closed = true;
      poll?.stop();
      poll?.close();
      const request = listenRequest(false);
      send(fd, request, request.length, 0);
      close(fd);
    },
  };
}

function refuse(step: string, fd = -1): { readonly refused: Refusal } {
  const errno = koffi.errno();
  if (fd >= 0) close(fd);
  const why = errno === 1 ? ' (needs CAP_NET_ADMIN in the first network namespace)' : '';
  return {
    refused: { source: 'netlink', code: 'socket', detail: `${step}: errno ${errno}${why}` },
  };
}

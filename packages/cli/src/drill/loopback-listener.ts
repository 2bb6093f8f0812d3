import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

const LOOPBACK = '127.0.0.1';
const COMMANDS = 'id\n';
const LAST_COMMAND = 'exit\n';

/** The other end of the reverse shell, on this machine. */
export interface LoopbackListener {
  readonly port: number;
  /** Tells the shell to end, and takes no more. Idempotent. */
  readonly close: () => Promise<void>;
}

/** Listens on a free port of loopback; to who connects it says “id”, and “exit” when it closes. */
export async function listenOnLoopback(): Promise<LoopbackListener> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    // What the shell answers is read, so that it is not held up, and kept nowhere.
    socket.resume();
    socket.write(COMMANDS);
  });
  // One shell is one connection.
  server.maxConnections = 1;
  server.listen(0, LOOPBACK);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('no TCP address');
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.end(LAST_COMMAND);
    server.close();
    await once(server, 'close');
  };
  return {
    port: address.port,
    close: async () => {
      closing ??= close();
      await closing;
    },
  };
}

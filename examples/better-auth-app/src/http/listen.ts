import type { Server } from 'node:http';

/** Listens on loopback and gives the port that was free. */
export async function listen(server: Server, port: number): Promise<number> {
  const listening = Promise.withResolvers<undefined>();
  server.once('error', listening.reject);
  server.listen(port, '127.0.0.1', () => listening.resolve(undefined));
  await listening.promise;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port was given');
  return address.port;
}

/** Stops listening, and ends the connections that browsers keep open. */
export async function stopListening(server: Server): Promise<void> {
  const closed = Promise.withResolvers<undefined>();
  server.close(() => closed.resolve(undefined));
  server.closeAllConnections();
  await closed.promise;
}

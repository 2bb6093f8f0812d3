import { VedetteError } from '@vedette/core';

import type { App } from './api/app.ts';

/** Where a server is to listen. */
export interface Place {
  readonly listen: string;
  readonly port: number;
}

/** Listens, and returns the URL by which it can be asked from this machine. */
export async function listenAt(api: App, { listen, port }: Place): Promise<string> {
  try {
    await api.listen({ host: listen, port });
  } catch (error) {
    throw explained(error, `${listen}:${port}`);
  }
  const address = api.server.address();
  if (address === null || typeof address === 'string') throw new TypeError('no TCP address');
  return `http://${nameOf(listen)}:${address.port}`;
}

/** An address that stands for all of them is asked at this one. */
function nameOf(listen: string): string {
  if (listen === '0.0.0.0') return '127.0.0.1';
  if (listen === '::') return '[::1]';
  return listen.includes(':') ? `[${listen}]` : listen;
}

function explained(error: unknown, address: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  if (error.code === 'EADDRINUSE') return new VedetteError('port-in-use', { address });
  return new VedetteError('address-unusable', { address, cause: error.message });
}

import type { RunningServer, ServerSettings } from './server-settings.ts';

/** Starts a server; only now are the engines of its stores loaded, which are large. */
export async function startServer(settings: ServerSettings): Promise<RunningServer> {
  const { createServer } = await import('./server.ts');
  return createServer(settings);
}

import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { type Auth, createAuth } from '../auth/create-auth.ts';
import { createDemoClock, type DemoClock } from '../demo/demo-clock.ts';
import { listen, stopListening } from '../http/listen.ts';
import { createPublicFiles } from '../http/public-files.ts';
import { readRequest, TooLarge } from '../http/read-request.ts';
import { sendResponse } from '../http/send-response.ts';
import { createOutbox, type Outbox } from '../mail/outbox.ts';
import { layout } from '../pages/layout.ts';
import { brokenPage } from '../pages/other-pages.ts';
import { startOAuthProvider } from '../oauth/start-oauth-provider.ts';
import type { Settings } from '../settings.ts';
import { appSecret } from './app-secret.ts';
import { answer } from './answer.ts';

/** The example at work. */
export interface RunningApp {
  readonly url: string;
  readonly auth: Auth;
  readonly outbox: Outbox;
  /** Null unless time and place may be pretended. */
  readonly demo: DemoClock | null;
  readonly close: () => Promise<void>;
}

/** Starts the application and its OAuth provider, both on loopback only. */
export async function startApp(settings: Settings): Promise<RunningApp> {
  const { port, state, isTemporary, isDemo } = settings;
  const server = createServer();
  // A passkey belongs to a name, and `localhost` is the only one that needs no certificate.
  const url = `http://localhost:${await listen(server, port)}`;

  const secret = appSecret(state);
  const database = new DatabaseSync(join(state, 'app.sqlite'));
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  const outbox = createOutbox();
  const clock = createDemoClock(isDemo);
  const provider = await startOAuthProvider(url);
  const { nowMs } = clock;
  const auth = await createAuth({ url, secret, database, outbox, provider, nowMs, isDemo });
  const files = createPublicFiles(join(import.meta.dirname, '../../public'));

  server.on('request', (incoming, outgoing) => {
    const respond = async (): Promise<void> => {
      const request = await readRequest(incoming, url);
      await sendResponse(outgoing, await answer(request, { auth, outbox, clock, files, isDemo }));
    };
    respond().catch((error: unknown) => {
      const isTooLarge = error instanceof TooLarge;
      if (!isTooLarge) process.stderr.write(`${String(error)}\n`);
      const page = layout(brokenPage(), { name: null, isDemo });
      const headers = { 'content-type': 'text/html; charset=utf-8' };
      if (outgoing.headersSent) outgoing.end();
      else
        void sendResponse(
          outgoing,
          new Response(page, { status: isTooLarge ? 413 : 500, headers }),
        );
    });
  });

  return {
    url,
    auth,
    outbox,
    demo: isDemo ? clock : null,
    close: async () => {
      await stopListening(server);
      await provider.close();
      database.close();
      if (isTemporary) rmSync(state, { recursive: true, force: true });
    },
  };
}

import type { Auth } from '../auth/create-auth.ts';
import {
  CIRCUMSTANCES,
  CIRCUMSTANCES_COOKIE,
  type Circumstances,
  headersOf,
} from '../demo/circumstances.ts';
import { CLOCK_OFFSET_HEADER, type DemoClock } from '../demo/demo-clock.ts';
import { demoRoute } from '../demo/demo-routes.ts';
import { readCookie } from '../http/read-cookie.ts';
import type { Outbox } from '../mail/outbox.ts';
import { pageOf } from './pages-of.ts';

/** What requests are answered with. */
export interface AnswerParts {
  readonly auth: Auth;
  readonly outbox: Outbox;
  readonly clock: DemoClock;
  readonly files: (name: string) => Response | null;
  readonly isDemo: boolean;
}

const PUBLIC = '/public/';

/** Answers one request: a file, better-auth, a button of the demonstration, or a page. */
export async function answer(request: Request, parts: AnswerParts): Promise<Response> {
  const { auth, clock, files, isDemo } = parts;
  const { pathname } = new URL(request.url);
  if (pathname.startsWith(PUBLIC)) {
    return files(pathname.slice(PUBLIC.length)) ?? new Response(null, { status: 404 });
  }
  if (isDemo) pretend(request, clock.nowMs());
  return clock.run(request.headers.get(CLOCK_OFFSET_HEADER), async () => {
    if (pathname.startsWith('/api/auth/')) return auth.handler(request);
    const done = isDemo ? await demoRoute(request, parts) : null;
    return done ?? pageOf(request, parts);
  });
}

/** What a browser chose to pretend; headers of its own go before it. */
function pretend(request: Request, nowMs: number): void {
  if (request.headers.has('x-forwarded-for')) return;
  const name = readCookie(request.headers, CIRCUMSTANCES_COOKIE) ?? 'home';
  const chosen: Circumstances | undefined = CIRCUMSTANCES.get(name);
  if (chosen === undefined) return;
  for (const [header, value] of headersOf(chosen, nowMs)) request.headers.set(header, value);
}

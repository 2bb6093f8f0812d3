import type { Auth } from '../auth/create-auth.ts';
import type { Outbox } from '../mail/outbox.ts';
import { CIRCUMSTANCES, CIRCUMSTANCES_COOKIE } from './circumstances.ts';
import type { DemoClock } from './demo-clock.ts';
import { giveHistory } from './give-history.ts';

const WEEK_SECONDS = 7 * 86_400;

/** The buttons of the page "Pretend"; null for another request. */
export async function demoRoute(
  request: Request,
  parts: { readonly auth: Auth; readonly outbox: Outbox; readonly clock: DemoClock },
): Promise<Response | null> {
  const { pathname, origin } = new URL(request.url);
  if (request.method !== 'POST' || !pathname.startsWith('/demo/')) return null;
  // A cookie is sent along by other sites' forms, too; their origin tells them apart.
  if (request.headers.get('origin') !== origin) return new Response(null, { status: 403 });
  if (pathname === '/demo/circumstances') {
    const name = new URLSearchParams(await request.text()).get('name') ?? '';
    if (!CIRCUMSTANCES.has(name)) return new Response(null, { status: 400 });
    const cookie = `${CIRCUMSTANCES_COOKIE}=${name}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${WEEK_SECONDS}`;
    return goTo('/demo', cookie);
  }
  if (pathname === '/demo/history') {
    const session = await parts.auth.api.getSession({ headers: request.headers });
    if (session === null) return goTo('/sign-in');
    const cookie = await giveHistory(request, { ...parts, user: session.user });
    return goTo('/account', cookie);
  }
  return null;
}

function goTo(location: string, cookie: string | null = null): Response {
  const headers = new Headers({ location });
  if (cookie !== null) headers.set('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
}

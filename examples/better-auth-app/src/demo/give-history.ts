import type { Auth } from '../auth/create-auth.ts';
import { PEER_HEADER } from '../http/read-request.ts';
import type { Outbox } from '../mail/outbox.ts';
import type { DemoClock } from './demo-clock.ts';
import { DEMO_ADDRESSES } from './demo-networks.ts';

const DAYS = 25;
const DAY_MINUTES = 24 * 60;
const DAY_MS = DAY_MINUTES * 60_000;
/** Minutes around the hour at which it is done: nobody is a clock. */
const SPREAD_MINUTES = 50;
const DEVICE_COOKIE = /[\w.-]*vedette_device=[^;]+/;

/**
 * Signs a user in by link once a day for some days past, from home, at about this hour, with the
 * browser that asks: everything goes through better-auth and the plugin as it would have. Gives
 * the cookie by which the browser is known from then on.
 */
export async function giveHistory(
  asking: Request,
  parts: {
    readonly auth: Auth;
    readonly outbox: Outbox;
    readonly clock: DemoClock;
    readonly user: { readonly id: string; readonly email: string };
  },
): Promise<string | null> {
  const { auth, outbox, clock, user } = parts;
  const { email } = user;
  // Somebody with a past has an old account: in the first seconds of one, all is its sign-up.
  const { internalAdapter } = await auth.$context;
  await internalAdapter.updateUser(user.id, {
    createdAt: new Date(Date.now() - 2 * DAYS * DAY_MS),
  });
  const { origin } = new URL(asking.url);
  let device = DEVICE_COOKIE.exec(asking.headers.get('cookie') ?? '')?.[0];
  let given: string | null = null;
  const call = async (path: string, init: RequestInit & { cookie?: string }): Promise<Response> => {
    const headers = new Headers({
      'user-agent': asking.headers.get('user-agent') ?? '',
      'x-forwarded-for': DEMO_ADDRESSES.home,
      [PEER_HEADER]: '127.0.0.1',
      'content-type': 'application/json',
      origin,
    });
    for (const name of ['sec-ch-ua-platform', 'sec-ch-ua-platform-version']) {
      const value = asking.headers.get(name);
      if (value !== null) headers.set(name, value);
    }
    const cookies = [device, init.cookie].filter((cookie) => cookie !== undefined);
    if (cookies.length > 0) headers.set('cookie', cookies.join('; '));
    return auth.handler(new Request(new URL(path, origin), { ...init, headers }));
  };
  for (let day = DAYS; day >= 1; day -= 1) {
    const spread = Math.round(SPREAD_MINUTES * Math.sin(day * 7));
    await clock.run(String(spread - day * DAY_MINUTES), async () => {
      const body = JSON.stringify({ email, callbackURL: '/account' });
      await call('/api/auth/sign-in/magic-link', { method: 'POST', body });
      const link = outbox.take()?.link;
      if (link === undefined || link === null) throw new Error('no link was sent');
      const response = await call(link.url, { method: 'GET' });
      const cookies = response.headers.getSetCookie();
      given = cookies.find((cookie) => DEVICE_COOKIE.test(cookie)) ?? given;
      device = given?.split(';')[0] ?? device;
      const cookie = cookies.map((one) => one.split(';')[0]).join('; ');
      await call('/api/auth/sign-out', { method: 'POST', body: '{}', cookie });
    });
  }
  return given;
}

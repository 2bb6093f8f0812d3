import { CLOCK_OFFSET_HEADER } from './demo-clock.ts';
import { DEMO_ADDRESSES } from './demo-networks.ts';

/** What somebody can pretend about a request in the demonstration. */
export interface Circumstances {
  readonly title: string;
  readonly address: string;
  /** Null for the browser that really asks. */
  readonly userAgent: string | null;
  /** The hour and minute (UTC) that it pretends to be; null for the real time. */
  readonly at: readonly [number, number] | null;
}

const OLD_FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:102.0) Gecko/20100101 Firefox/102.0';

/** By the name that the cookie carries. */
export const CIRCUMSTANCES: ReadonlyMap<string, Circumstances> = new Map([
  ['home', { title: 'at home, now', address: DEMO_ADDRESSES.home, userAgent: null, at: null }],
  [
    'cafe',
    {
      title: 'in a café in the same country, now',
      address: DEMO_ADDRESSES.cafe,
      userAgent: null,
      at: null,
    },
  ],
  [
    'stranger',
    {
      title: 'in another country, at 2:14 at night, with another browser',
      address: DEMO_ADDRESSES.abroad,
      userAgent: OLD_FIREFOX,
      at: [2, 14],
    },
  ],
]);

/** The cookie that says which circumstances a browser pretends. */
export const CIRCUMSTANCES_COOKIE = 'demo_circumstances';

const DAY_MINUTES = 24 * 60;
const MINUTE_MS = 60_000;

/** The headers that pretend circumstances: what a proxy in front would have set. */
export function headersOf({ address, userAgent, at }: Circumstances, nowMs: number): Headers {
  const headers = new Headers({ 'x-forwarded-for': address });
  if (userAgent !== null) {
    headers.set('user-agent', userAgent);
    headers.set('sec-ch-ua-platform', '');
    headers.set('sec-ch-ua-platform-version', '');
  }
  if (at !== null) {
    const minuteOfDay = Math.floor(nowMs / MINUTE_MS) % DAY_MINUTES;
    const ahead = (at[0] * 60 + at[1] - minuteOfDay + DAY_MINUTES) % DAY_MINUTES;
    headers.set(CLOCK_OFFSET_HEADER, String(ahead));
  }
  return headers;
}

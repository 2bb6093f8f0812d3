import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

import type { TestBrowser } from '../browser/start-chromium.ts';
import type { RunningExample } from './start-example.ts';

/** Somebody with a browser: where it is, what it says of itself, what it complained about. */
export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors in its console, and refusals by the content security policy. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36';
const OLD_FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:102.0) Gecko/20100101 Firefox/102.0';
const HALF_A_DAY_MINUTES = 12 * 60;
/** What the browser itself says when a request is refused, as some here are meant to be. */
const REFUSED = /^Failed to load resource: the server responded with a status of 4/;
const ACTION_TIMEOUT_MS = 20_000;

/** A browser at the user's home, in the user's hours. */
export const AT_HOME: BrowserContextOptions = {
  userAgent: CHROME,
  timezoneId: 'Europe/Oslo',
  extraHTTPHeaders: { 'x-forwarded-for': '203.0.113.24', 'sec-ch-ua-platform': '"Windows"' },
};

/** Another country, another browser, the other half of the day. */
export const A_STRANGER: BrowserContextOptions = {
  userAgent: OLD_FIREFOX,
  timezoneId: 'America/Sao_Paulo',
  extraHTTPHeaders: {
    'x-forwarded-for': '198.51.100.66',
    'sec-ch-ua-platform': '"Linux"',
    'x-demo-clock-offset': String(HALF_A_DAY_MINUTES),
  },
};

/** Opens a browser of its own for somebody. */
export async function visit(
  browser: TestBrowser,
  example: RunningExample,
  options: BrowserContextOptions,
): Promise<Visitor> {
  const context = await browser.newContext({ ...options, baseURL: example.url });
  context.setDefaultTimeout(ACTION_TIMEOUT_MS);
  const complaints: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error' && !REFUSED.test(message.text()))
      complaints.push(message.text());
  });
  context.on('weberror', (error) => complaints.push(String(error.error())));
  return { page: await context.newPage(), context, complaints, close: async () => context.close() };
}

import type { Page } from 'playwright-core';

import type { TestBrowser } from '../browser/start-chromium.ts';
import type { Scene } from './start-scene.ts';

/** How somebody looks at the pages. */
export interface Look {
  readonly colorScheme: 'light' | 'dark';
  readonly viewport: { readonly width: number; readonly height: number };
}

/** A window on the dashboard, and what its console said. */
export interface PageVisit {
  readonly page: Page;
  /** Errors, warnings, refused requests and what broke the page; emptied by whoever reads it. */
  readonly complaints: string[];
  readonly close: () => Promise<void>;
}

export const DESK = { width: 1_280, height: 800 };
/** The narrowest telephone that is still sold. */
export const PHONE = { width: 360, height: 740 };

/** Opens a window by a login link. */
export async function visitPages(
  browser: TestBrowser,
  scene: Scene,
  {
    look,
    scope,
    bypassCSP = false,
  }: {
    readonly look: Look;
    readonly scope?: 'view' | 'operate';
    /** For tools that run their own code in the page, which the pages allow nobody. */
    readonly bypassCSP?: boolean;
  },
): Promise<PageVisit> {
  const context = await browser.newContext({ ...look, bypassCSP, baseURL: scene.url });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith(scene.url)) complaints.push(`asks ${request.url()}`);
  });
  await page.goto(await scene.loginLink(scope));
  await page.getByRole('heading', { name: 'Now' }).waitFor();
  // What the page asked before anybody was logged in is answered with 401, and Chromium tells that.
  complaints.length = 0;
  return { page, complaints, close: () => context.close() };
}

/** Goes to a page and waits until it has what it asked for. */
export async function settle(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page
    .getByRole('heading', { level: 1 })
    .or(page.locator('main p').first())
    .first()
    .waitFor();
  await page.getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'detached' });
}

// The dashboard in a real browser, on a million stored events.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import type { Page } from 'playwright-core';

import { missingChromium, startChromium, type TestBrowser } from './browser/start-chromium.ts';
import { HOSTILE_TEXTS } from './pages/hostile-text.ts';
import { pagePaths } from './pages/page-paths.ts';
import { type Scene, startScene } from './pages/start-scene.ts';
import { violationsOn } from './pages/violations-on.ts';
import { DESK, type PageVisit, PHONE, settle, visitPages } from './pages/visit-pages.ts';

const EVENTS = 1_000_000;
/** Nobody listens there: search goes by words, and the page says so. */
const MODEL = { VEDETTE_EMBEDDINGS_URL: 'http://127.0.0.1:9/v1', VEDETTE_EMBEDDINGS_MODEL: 'm' };
const LIGHT = { colorScheme: 'light', viewport: DESK } as const;

describe('the dashboard', { skip: missingChromium }, () => {
  let browser: TestBrowser;
  let scene: Scene;
  let desk: PageVisit;
  let phone: PageVisit;
  /** With the pages' own content security policy. */
  let strict: PageVisit;

  before(async () => {
    [browser, scene] = await Promise.all([
      startChromium(),
      startScene({ events: EVENTS, env: MODEL }),
    ]);
    const [light, dark] = [LIGHT, { colorScheme: 'dark', viewport: PHONE } as const];
    desk = await visitPages(browser, scene, { look: light, bypassCSP: true });
    phone = await visitPages(browser, scene, { look: dark, bypassCSP: true });
    strict = await visitPages(browser, scene, { look: light });
  });
  after(async () => {
    await browser?.close();
    await scene?.close();
  });

  test('every page is accessible, fits, and is quiet, on a desk in light and on a phone in dark', async (t) => {
    for (const { name, path } of await pagePaths(scene)) {
      await t.test(name, async () => {
        for (const { page, complaints } of [desk, phone]) {
          await settle(page, path);
          assert.deepEqual(await violationsOn(page), [], path);
          assert.ok((await overflowOf(page)) <= 0, `${path}: nothing is wider than the page`);
          assert.deepEqual(complaints.splice(0), [], path);
        }
      });
    }
  });

  test('what hosts and strangers wrote is drawn as text, everywhere', async () => {
    const { page, complaints } = strict;
    for (const { path } of await pagePaths(scene)) {
      await settle(page, path);
      assert.doesNotMatch(await page.title(), /owned/, path);
      assert.equal(await page.locator('img[src="x"], svg[onload]').count(), 0, path);
      const text = await page.locator('body').innerText();
      assert.doesNotMatch(text, /[\u001b\u202a-\u202e\u2066-\u2069\u200b]/u, path);
      assert.deepEqual(complaints.splice(0), [], path);
    }
  });

  test('a question holds whatever is asked, and says what it understood', async () => {
    const { page, complaints } = strict;
    const questions = [
      ...['reverse shel', '', 'rückwärtige Shell öffnen', '逆シェル', 'score:>7 last:nonsense'],
      ...HOSTILE_TEXTS,
      'x'.repeat(1_000),
    ];
    for (const question of questions) {
      await settle(page, `/search?${new URLSearchParams({ q: question }).toString()}`);
      assert.equal(await page.getByRole('alert').count(), 0, question);
      assert.deepEqual(complaints.splice(0), [], question);
    }
    await settle(page, '/search?q=miner+in+a+scratch+directory');
    await page.getByText('kdevtmpfsi').first().waitFor();
    await page.getByText('the embedding model does not work').waitFor();
    assert.equal(await page.getByText('Not read as it may have been meant').count(), 0);
  });

  test('a finding is decided about by keys, and taken back', async () => {
    const { page } = desk;
    await settle(page, '/');
    const open = page.locator('[data-finding]');
    const before = await open.count();
    await page.keyboard.press('j');
    const id = await page.evaluate('document.activeElement.dataset.finding');
    await page.keyboard.press('r');
    await page.getByText('Resolved: 1 finding.').waitFor();
    await page.locator(`[data-finding="${String(id)}"]`).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.locator(`[data-finding="${String(id)}"]`).waitFor();
    assert.equal(await open.count(), before);
    await page.keyboard.press('/');
    assert.equal(await page.evaluate('document.activeElement.name'), 'q');
  });

  test('who may only look can decide nothing', async () => {
    const viewer = await visitPages(browser, scene, {
      look: LIGHT,
      scope: 'view',
      bypassCSP: true,
    });
    await viewer.page.locator('[data-finding]').first().click();
    const resolve = viewer.page.getByRole('button', { name: 'Resolve' });
    await resolve.waitFor();
    assert.equal(await resolve.isDisabled(), true);
    const status = await viewer.page.evaluate(
      `fetch('/v1/findings/x-000000000000/resolve', { method: 'POST', body: '{}',
        headers: { 'content-type': 'application/json' } }).then((answer) => answer.status)`,
    );
    assert.equal(status, 403, 'whatever the page shows, the server refuses');
    await viewer.close();
  });

  test('a login link works once', async () => {
    const link = await scene.loginLink();
    const context = await browser.newContext({ baseURL: scene.url });
    const page = await context.newPage();
    await page.goto(link);
    await page.getByRole('heading', { name: 'Now' }).waitFor();
    const other = await browser.newContext({ baseURL: scene.url, bypassCSP: true });
    const again = await other.newPage();
    await again.goto(link);
    await again.getByRole('alert').waitFor();
    assert.deepEqual(await violationsOn(again), []);
    assert.equal(await again.getByRole('heading', { name: 'Now' }).count(), 0);
    await context.close();
    await other.close();
  });
});

async function overflowOf(page: Page): Promise<number> {
  return Number(
    await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    ),
  );
}

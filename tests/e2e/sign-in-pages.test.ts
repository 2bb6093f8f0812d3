// The example's pages: usable by everybody, and quiet in the console.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

import { giveHistory, signInByPassword, signUp } from './sign-in/account.ts';
import { missingChromium, startChromium, type TestBrowser } from './browser/start-chromium.ts';
import { type RunningExample, startExample } from './sign-in/start-example.ts';
import { A_STRANGER, AT_HOME, visit, type Visitor } from './sign-in/visitor.ts';

const EMAIL = 'vera@example.com';
/** The narrowest telephone that is still sold. */
const NARROW = { width: 360, height: 640 };
const OPEN_PAGES = ['/sign-up', '/sign-in', '/sign-in/code', '/two-factor', '/outbox', '/demo'];
const TOKEN_PAGES = ['/was-this-you?token=x', '/reset-password?token=x', '/nothing-here'];

describe('the example’s pages', { skip: missingChromium }, () => {
  let browser: TestBrowser;
  let example: RunningExample;
  let home: Visitor;
  let stranger: Visitor;

  before(async () => {
    [browser, example] = await Promise.all([startChromium(), startExample()]);
    home = await visit(browser, example, { ...AT_HOME, viewport: NARROW, colorScheme: 'dark' });
    stranger = await visit(browser, example, { ...A_STRANGER, colorScheme: 'light' });
    await signUp(home.page, EMAIL);
    await giveHistory(home.page);
    await signInByPassword(stranger.page, EMAIL);
    await stranger.page.waitForURL('/step-up');
  });
  after(async () => {
    await browser?.close();
    await example?.close();
  });

  for (const path of [...OPEN_PAGES, ...TOKEN_PAGES, '/account', '/step-up']) {
    test(`${path} is accessible, in light and dark, narrow and wide`, async () => {
      for (const { page } of [home, stranger]) {
        await page.goto(path);
        await openDetails(page);
        assert.deepEqual(await violationsOn(page), []);
        const overflow = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        assert.equal(overflow, 0, 'nothing is wider than the page');
      }
    });
  }

  test('the provider’s page is accessible', async () => {
    const { page } = home;
    await page.context().clearCookies();
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Continue with Fjord ID' }).click();
    await page.getByLabel('Who are you?').waitFor();
    assert.deepEqual(await violationsOn(page), []);
  });

  test('a form can be filled in and sent by keyboard alone, and its focus is seen', async () => {
    const { page } = home;
    await page.goto('/sign-in');
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), 'Skip to the content');
    await page.getByLabel('E-mail', { exact: true }).first().focus();
    await page.keyboard.type('nobody@example.com');
    await page.keyboard.press('Tab');
    await page.keyboard.type('wrong password');
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), 'Sign in');
    const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
    assert.equal(outline, 'solid');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: /./ }).waitFor();
  });

  test('nothing hostile in a name or a mail becomes markup', async () => {
    const visitor = await visit(browser, example, AT_HOME);
    const { page } = visitor;
    const evil = '<img src=x onerror=document.title="taken">';
    await page.goto('/sign-up');
    await page.getByLabel('Name').fill(evil);
    await page.getByLabel('E-mail').fill('eve@example.com');
    await page.getByLabel('Password').fill('a long password');
    await page.getByRole('button', { name: 'Sign up' }).click();
    await page.waitForURL('/account');
    assert.match(await page.getByRole('heading', { level: 1 }).innerText(), /<img/);
    assert.equal(await page.locator('img').count(), 0);
    assert.deepEqual(visitor.complaints, []);
    await visitor.close();
  });

  test('no browser complained', () => {
    assert.deepEqual([...home.complaints, ...stranger.complaints], []);
  });
});

async function violationsOn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    // No frames, so no page of its own for the sum; no fetching of styles, which the policy forbids.
    .setLegacyMode()
    .options({ preload: false })
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

async function openDetails(page: Page): Promise<void> {
  for (const summary of await page.locator('summary').all()) await summary.click();
}

async function focused(page: Page): Promise<unknown> {
  return page.evaluate('document.activeElement.textContent.trim()');
}

// Each way to sign in, in a real browser, on the example: by the user and by somebody else.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import type { Page } from 'playwright-core';

import {
  codeFor,
  giveHistory,
  type Learned,
  learned,
  signInByLink,
  signInByPasskey,
  signInByPassword,
  signInByProvider,
  signOut,
  signUp,
} from './sign-in/account.ts';
import { plugInKey } from './sign-in/security-key.ts';
import { missingChromium, startChromium, type TestBrowser } from './browser/start-chromium.ts';
import { type RunningExample, startExample } from './sign-in/start-example.ts';
import { A_STRANGER, AT_HOME, visit, type Visitor } from './sign-in/visitor.ts';

interface Method {
  readonly title: string;
  readonly email: string;
  readonly enrol: (page: Page, email: string) => Promise<(stranger: Page) => Promise<void>>;
  readonly signIn: (page: Page, email: string) => Promise<void>;
}

const nothing = async (): Promise<void> => undefined;

const METHODS: readonly Method[] = [
  {
    title: 'password',
    email: 'paula@example.com',
    enrol: async (page, email) => signUp(page, email).then(() => nothing),
    signIn: signInByPassword,
  },
  {
    title: 'magic link',
    email: 'linus@example.com',
    enrol: async (page, email) => signUp(page, email).then(() => nothing),
    signIn: signInByLink,
  },
  {
    title: 'social',
    email: 'signe@example.com',
    enrol: async (page, email) => {
      await signInByProvider(page, email);
      await page.waitForURL('/account');
      return nothing;
    },
    signIn: signInByProvider,
  },
  {
    title: 'passkey',
    email: 'kaspar@example.com',
    // The user's key knows its holder; a thief has the key and not its PIN.
    enrol: async (page, email) => {
      await signUp(page, email);
      const key = await plugInKey(page);
      await page.getByRole('button', { name: 'Add a passkey' }).click();
      await page.locator('#passkey-list li').waitFor();
      return async (stranger) => key.stealInto(stranger);
    },
    signIn: signInByPasskey,
  },
];

describe('sign-ins on the example', { skip: missingChromium }, () => {
  let browser: TestBrowser;
  let example: RunningExample;

  before(async () => {
    [browser, example] = await Promise.all([startChromium(), startExample()]);
  });
  after(async () => {
    await browser?.close();
    await example?.close();
  });

  for (const { title, email, enrol, signIn } of METHODS) {
    describe(`by ${title}`, () => {
      let home: Visitor;
      let stranger: Visitor;
      let usual: Learned;

      before(async () => {
        home = await visit(browser, example, AT_HOME);
        stranger = await visit(browser, example, A_STRANGER);
        const steal = await enrol(home.page, email);
        await giveHistory(home.page);
        await steal(stranger.page);
      });
      after(async () => {
        await home?.close();
        await stranger?.close();
      });

      test('an ordinary one passes untouched', async () => {
        for (let again = 0; again < 2; again += 1) {
          await signOut(home.page);
          await signIn(home.page, email);
          await home.page.waitForURL('/account');
        }
        const newest = home.page.locator('#sign-ins > li').first();
        assert.match(await newest.innerText(), /let in/);
        assert.equal(await home.page.getByText('We asked for more this time').count(), 0);
        usual = await learned(home.page);
        assert.ok(usual.count >= 20, String(usual.count));
        assert.deepEqual(usual.values['country'], ['NO']);
      });

      test('one from another country, browser and hour is challenged, and told no reasons', async () => {
        await signIn(stranger.page, email);
        await stranger.page.waitForURL('/step-up');
        const text = await stranger.page.locator('main').innerText();
        assert.match(text, /where it comes from/);
        assert.match(text, /the browser or device/);
        assert.match(text, /the time/);
        assert.doesNotMatch(text, /Brazil|Firefox|Norway|Chrome|sign-ins known/);
        await stranger.page.goto('/account');
        await stranger.page.waitForURL('/sign-in');
      });

      test('failing the challenge lets nobody in and teaches nothing', async () => {
        const { page } = stranger;
        await page.goto('/step-up');
        const form = page.locator('form[data-api="/vedette/step-up/verify"]').last();
        for (let attempt = 0; attempt < 5; attempt += 1) {
          await form.getByRole('textbox').fill('000000');
          const refused = page.waitForResponse((response) => response.url().endsWith('/verify'));
          await form.getByRole('button').click();
          assert.equal((await refused).status(), 401);
          await page.getByRole('alert').filter({ hasText: /./ }).waitFor();
        }
        await page.goto('/step-up');
        await page.getByRole('heading', { name: 'Nothing to confirm' }).waitFor();
        await home.page.goto('/account');
        const [newest] = await home.page.locator('#sign-ins > li').all();
        assert.equal(await newest?.getAttribute('data-outcome'), 'failed');
        assert.deepEqual((await learned(home.page)).values, usual.values);
      });

      test('passing it lets in, says why in order, and learns', async () => {
        const { page } = stranger;
        await signIn(page, email);
        await page.waitForURL('/step-up');
        await page.getByRole('button', { name: /^Send a code/ }).click();
        await page.getByRole('status').filter({ hasText: 'on its way' }).waitFor();
        await page.getByLabel('Code from the mail').fill(await codeFor(page, email));
        await page.getByRole('button', { name: 'Confirm' }).click();
        await page.waitForURL('/account');
        const newest = page.locator('#sign-ins > li').first();
        assert.equal(await newest.getAttribute('data-outcome'), 'passed');
        await newest.locator('summary').click();
        const reasons = await newest.locator('.reasons li').allInnerTexts();
        const weights = reasons.map((text) =>
          Math.abs(Number(text.split(' ')[0]?.replace('−', '-'))),
        );
        assert.deepEqual(
          weights,
          weights.toSorted((a, b) => b - a),
        );
        const all = reasons.join('\n');
        assert.match(all, /Brazil/);
        assert.match(all, /Firefox/);
        assert.match(all, /unusual hour/);
        const now = await learned(page);
        assert.deepEqual(now.values['country'], ['BR', 'NO']);
        assert.equal(now.values['client']?.length, 2);
      });

      test('"this wasn’t me" rolls it back and ends the sessions', async () => {
        await home.page.goto('/account');
        const theirs = home.page.locator('#sign-ins > li[data-outcome="passed"]').first();
        await theirs.getByRole('button', { name: /wasn’t me/ }).click();
        await home.page.waitForURL('/sign-in?reported');
        await stranger.page.goto('/account');
        await stranger.page.waitForURL('/sign-in');
        if (title === 'password') {
          await signInByPassword(stranger.page, email);
          await stranger.page.getByRole('alert').filter({ hasText: /./ }).waitFor();
        }
        await signInByLink(home.page, email);
        await home.page.waitForURL('/account');
        assert.deepEqual((await learned(home.page)).values, usual.values);
        const recent = home.page.locator('#sign-ins > li[data-outcome="reported"]');
        assert.equal(await recent.count(), 1);
      });

      test('no browser complained', () => {
        assert.deepEqual([...home.complaints, ...stranger.complaints], []);
        // A wrong password is worth a line to better-auth.
        assert.equal(example.complaints().replaceAll(/^.*Invalid password\n/gm, ''), '');
      });
    });
  }
});

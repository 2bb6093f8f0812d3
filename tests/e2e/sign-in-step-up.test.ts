// Second proofs and links, in a real browser, on the example.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';

import type { Page } from 'playwright-core';

import {
  codeFor,
  giveHistory,
  learned,
  signInByLink,
  signInByPasskey,
  signInByPassword,
  signUp,
} from './sign-in/account.ts';
import { plugInKey } from './sign-in/security-key.ts';
import { missingChromium, startChromium, type TestBrowser } from './browser/start-chromium.ts';
import { type RunningExample, startExample } from './sign-in/start-example.ts';
import { A_STRANGER, AT_HOME, visit, type Visitor } from './sign-in/visitor.ts';

const TOTP_STEP_MS = 30_000;

describe('step-up on the example', { skip: missingChromium }, () => {
  let browser: TestBrowser;
  let example: RunningExample;
  let home: Visitor;
  let stranger: Visitor;
  let email: string;
  let users = 0;

  before(async () => {
    [browser, example] = await Promise.all([startChromium(), startExample()]);
  });
  beforeEach(async () => {
    users += 1;
    email = `user${users}@example.com`;
    home = await visit(browser, example, AT_HOME);
    stranger = await visit(browser, example, A_STRANGER);
    await signUp(home.page, email);
  });
  after(async () => {
    await browser?.close();
    await example?.close();
  });

  test('a passkey that knows its holder passes the challenge of a password', async () => {
    const key = await plugInKey(home.page);
    await home.page.getByRole('button', { name: 'Add a passkey' }).click();
    await home.page.locator('#passkey-list li').waitFor();
    await giveHistory(home.page);
    await key.plugInto(stranger.page);
    await signInByPassword(stranger.page, email);
    await stranger.page.waitForURL('/step-up');
    await stranger.page.getByRole('button', { name: 'Use a passkey' }).click();
    await stranger.page.waitForURL('/account');
    const newest = stranger.page.locator('#sign-ins > li').first();
    assert.equal(await newest.getAttribute('data-outcome'), 'passed');
    assert.deepEqual((await learned(stranger.page)).values['country'], ['BR', 'NO']);
    assert.deepEqual(stranger.complaints, []);
  });

  test('such a passkey is two proofs at once: it signs in from anywhere, on record', async () => {
    const key = await plugInKey(home.page);
    await home.page.getByRole('button', { name: 'Add a passkey' }).click();
    await home.page.locator('#passkey-list li').waitFor();
    await giveHistory(home.page);
    await key.plugInto(stranger.page);
    await signInByPasskey(stranger.page);
    await stranger.page.waitForURL('/account');
    const newest = stranger.page.locator('#sign-ins > li').first();
    assert.match(await newest.innerText(), /Brazil: let in/);
    await newest.locator('summary').click();
    assert.match(await newest.locator('.reasons').innerText(), /Firefox/);
  });

  test('who has an authenticator is asked for its code, and gets none by mail', async () => {
    const { page } = home;
    await page.getByLabel('Your password, to turn it on').fill('correct horse battery');
    await page.getByRole('button', { name: 'Turn on' }).click();
    const shown = page.locator('#authenticator-secret');
    await shown.waitFor();
    const secret = /Secret: (\w+)/.exec(await shown.innerText())?.[1] ?? '';
    await page.getByLabel('First code of your authenticator').fill(totp(secret));
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('Turned on.').waitFor();
    await giveHistory(page);
    await signInByLink(stranger.page, email);
    await stranger.page.waitForURL('/step-up');
    assert.equal(await stranger.page.getByRole('button', { name: /^Send a code/ }).count(), 0);
    await stranger.page.getByLabel('Code of your authenticator').fill(totp(secret));
    await confirm(stranger.page, 'totp');
    await stranger.page.waitForURL('/account');
  });

  test('a code works once, in the browser that was challenged', async () => {
    await giveHistory(home.page);
    await signInByPassword(stranger.page, email);
    await stranger.page.waitForURL('/step-up');
    await stranger.page.getByRole('button', { name: /^Send a code/ }).click();
    await stranger.page.getByRole('status').filter({ hasText: 'on its way' }).waitFor();
    const code = await codeFor(stranger.page, email);
    const elsewhere = await visit(browser, example, A_STRANGER);
    const answer = await elsewhere.page.request.post('/api/auth/vedette/step-up/verify', {
      headers: { origin: example.url },
      data: { method: 'email-code', code },
    });
    assert.equal(answer.status(), 401);
    await stranger.page.getByLabel('Code from the mail').fill(code);
    await confirm(stranger.page, 'email-code');
    await stranger.page.waitForURL('/account');
    const again = await stranger.page.request.post('/api/auth/vedette/step-up/verify', {
      headers: { origin: example.url },
      data: { method: 'email-code', code },
    });
    assert.equal(again.status(), 401);
  });

  test('cancelling ends the challenge', async () => {
    await giveHistory(home.page);
    await signInByPassword(stranger.page, email);
    await stranger.page.waitForURL('/step-up');
    await stranger.page.getByRole('button', { name: /cancel/ }).click();
    await stranger.page.waitForURL('/sign-in');
    await stranger.page.goto('/step-up');
    await stranger.page.getByRole('heading', { name: 'Nothing to confirm' }).waitFor();
  });
});

async function confirm(page: Page, method: string): Promise<void> {
  const form = page.locator('form').filter({ has: page.locator(`input[value="${method}"]`) });
  await form.getByRole('button', { name: 'Confirm' }).click();
}

/** A code as an authenticator shows it (RFC 6238). */
function totp(secret: string): string {
  const bits = secret
    .split('')
    .map((char) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(char).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / TOTP_STEP_MS)));
  const digest = createHmac('sha1', key).update(counter).digest();
  const at = (digest.at(-1) ?? 0) & 0x0f;
  return String((digest.readUInt32BE(at) & 0x7f_ff_ff_ff) % 1_000_000).padStart(6, '0');
}

import assert from 'node:assert/strict';

import type { Page } from 'playwright-core';
import { z } from 'zod';

const PASSWORD = 'correct horse battery';

/** Makes an account with a password, and confirms its address. */
export async function signUp(page: Page, email: string): Promise<void> {
  await page.goto('/sign-up');
  await page.getByLabel('Name').fill(email.split('@')[0] ?? email);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign up' }).click();
  await page.waitForURL('/account');
  await openMail(page, email, 'Confirm your address');
  await page.waitForURL('/account');
}

/** A past of daily sign-ins at home, in this browser. */
export async function giveHistory(page: Page): Promise<void> {
  await page.goto('/demo');
  await page.getByRole('button', { name: /25 mornings/ }).click();
  await page.waitForURL('/account');
}

export async function signOut(page: Page): Promise<void> {
  await page.goto('/account');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL('/sign-in');
}

/** Follows the link of the newest mail of a kind. */
export async function openMail(page: Page, email: string, subject: string): Promise<void> {
  await page.goto('/outbox');
  const mail = mailTo(page, email).filter({ hasText: subject }).first();
  await mail.getByRole('link').click();
}

/** The code in the newest mail. */
export async function codeFor(page: Page, email: string): Promise<string> {
  const box = await page.context().newPage();
  await box.goto('/outbox');
  const text = await mailTo(box, email).first().getByRole('heading').innerText();
  await box.close();
  const code = /^(\d{6,8}) is your code/.exec(text)?.[1];
  assert.ok(code !== undefined, text);
  return code;
}

function mailTo(page: Page, email: string) {
  return page.locator('#mails > li').filter({ hasText: `to ${email}` });
}

export async function signInByPassword(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  const form = page.locator('form[data-api="/sign-in/email"]');
  await form.getByLabel('E-mail').fill(email);
  await form.getByLabel('Password').fill(PASSWORD);
  await form.getByRole('button').click();
}

export async function signInByLink(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  const form = page.locator('form[data-api="/sign-in/magic-link"]');
  await form.getByLabel('E-mail').fill(email);
  await form.getByRole('button').click();
  await page.getByRole('status').filter({ hasText: 'on its way' }).waitFor();
  await openMail(page, email, 'Your link to sign in');
}

export async function signInByProvider(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Continue with Fjord ID' }).click();
  await page.getByLabel('Who are you?').fill(email);
  await page.getByRole('button', { name: 'Continue to Fjord Rentals' }).click();
}

export async function signInByPasskey(page: Page): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Use a passkey' }).click();
}

const Signature = z.object({
  signature: z.object({
    signInsLearned: z.number(),
    values: z.record(z.string(), z.array(z.object({ value: z.string() }))),
  }),
});

/** What has been learned of a user: of each kind, the values that are known. */
export interface Learned {
  readonly count: number;
  readonly values: Readonly<Record<string, readonly string[]>>;
}

/** What has been learned of the signed-in user. */
export async function learned(page: Page): Promise<Learned> {
  const response = await page.request.get('/api/auth/vedette/signature');
  const { signature } = Signature.parse(await response.json());
  const values = Object.entries(signature.values).map(
    ([level, items]) => [level, items.map(({ value }) => value).toSorted()] as const,
  );
  return { count: signature.signInsLearned, values: Object.fromEntries(values) };
}

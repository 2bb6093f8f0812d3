// The link "was this you?" in a mail, in a real browser, on the example.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { giveHistory, openMail, signInByPassword, signUp } from './sign-in/account.ts';
import { missingChromium, startChromium, type TestBrowser } from './browser/start-chromium.ts';
import { startExample } from './sign-in/start-example.ts';
import { AT_HOME, visit } from './sign-in/visitor.ts';

const EMAIL = 'rita@example.com';
/** The user's own line and sort of browser, at another hour and without the device's cookie. */
const LATE_AT_HOME = {
  ...AT_HOME,
  extraHTTPHeaders: { ...AT_HOME.extraHTTPHeaders, 'x-demo-clock-offset': '720' },
};

describe('a sign-in that is only a little odd goes on', { skip: missingChromium }, () => {
  let browser: TestBrowser;

  before(async () => {
    browser = await startChromium();
  });
  after(() => browser?.close());

  for (const [answer, outcome] of [
    ['Yes, it was me', 'confirmed'],
    ['No, it wasn’t me', 'reported'],
  ] as const) {
    test(`and a mail asks: ${answer}`, async () => {
      // An example of its own: what is a little odd depends on what all users do.
      const example = await startExample();
      const home = await visit(browser, example, AT_HOME);
      const visitor = await visit(browser, example, LATE_AT_HOME);
      try {
        await signUp(home.page, EMAIL);
        await giveHistory(home.page);
        await signInByPassword(visitor.page, EMAIL);
        await visitor.page.waitForURL('/account');
        await openMail(home.page, EMAIL, 'A sign-in that is not like your others');
        await home.page.getByRole('heading', { name: 'Was this you?' }).waitFor();
        await home.page.getByRole('button', { name: answer }).click();
        if (outcome === 'confirmed')
          await home.page.getByRole('status').filter({ hasText: 'Thank you' }).waitFor();
        else await home.page.waitForURL('/sign-in?reported');
        await visitor.page.goto('/account');
        if (outcome === 'confirmed') {
          const newest = visitor.page.locator('#sign-ins > li').first();
          assert.equal(await newest.getAttribute('data-outcome'), 'confirmed');
        } else await visitor.page.waitForURL('/sign-in');
        assert.deepEqual([...home.complaints, ...visitor.complaints], []);
      } finally {
        await home.close();
        await visitor.close();
        await example.close();
      }
    });
  }
});

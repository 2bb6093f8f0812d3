import assert from 'node:assert/strict';

import type { Locator } from 'playwright-core';

import { startChromium } from '../browser/start-chromium.ts';
import { readProc, until } from '../hosts/index.ts';
import { violationsOn } from './violations-on.ts';

const DRILL = ['drill-hot', 'drill-scanner', 'bash'];
const FROZEN_WITHIN_MS = 60_000;

/**
 * What somebody does after a drill, in a browser: opens the printed link, sees all three on Now,
 * follows the hot one to its reasons, freezes it by typing what names it, looks at the evidence,
 * has it verified, and lets the process run on.
 */
export async function freezeAndThaw(serverSaid: string, pid: number): Promise<void> {
  const [link] = /http:\S+#code=[\w-]+/.exec(serverSaid) ?? [];
  assert.ok(link !== undefined, `no login link: ${serverSaid}`);
  const browser = await startChromium();
  try {
    const context = await browser.newContext({ baseURL: new URL(link).origin });
    const page = await context.newPage();
    page.setDefaultTimeout(FROZEN_WITHIN_MS);
    await page.goto(link);
    for (const name of DRILL) {
      await page.locator('[data-finding]').filter({ hasText: name }).first().waitFor();
    }
    await page
      .locator('[data-finding]')
      .filter({ hasText: `process ${pid} ` })
      .first()
      .click();
    await page.getByText('its program was deleted from disk while it runs').first().waitFor();
    await page.getByRole('button', { name: `Freeze process ${pid}` }).click();
    const dialog = page.getByRole('dialog');
    await confirm(dialog);
    await dialog.getByRole('button', { name: 'Save evidence and freeze' }).click();
    await dialog.getByRole('link', { name: 'Look at the evidence, or thaw' }).click();
    let usedBefore = '';
    const isHeld = await until(
      () => {
        const used = readProc(pid, 'schedstat') ?? '';
        const same = used !== '' && used === usedBefore;
        usedBefore = used;
        return same;
      },
      (same) => same,
    );
    assert.ok(isHeld, 'it gets no processor time any more');
    await page.getByRole('list', { name: 'Items' }).getByRole('listitem').first().waitFor();
    const storageState = await context.storageState();
    const looked = await browser.newContext({ storageState, bypassCSP: true });
    const evidence = await looked.newPage();
    await evidence.goto(page.url());
    await evidence.getByRole('list', { name: 'Items' }).waitFor();
    assert.deepEqual(await violationsOn(evidence), []);
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByText('It is as it was written').waitFor();
    await page.getByRole('button', { name: 'Thaw …' }).click();
    await confirm(dialog);
    await dialog.getByRole('button', { name: 'Thaw it' }).click();
    await dialog.getByText('✓').waitFor();
  } finally {
    await browser.close();
  }
}

/** Types what the dialog asks for. */
async function confirm(dialog: Locator): Promise<void> {
  const asked = await dialog.locator('form bdi').first().innerText();
  await dialog.getByLabel('To confirm, type').fill(asked);
}

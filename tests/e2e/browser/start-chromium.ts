import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type BrowserContext, chromium } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';

/** What a browser test needs and this machine has not, as a reason to skip; false for nothing. */
export const missingChromium: string | false = existsSync(CHROMIUM)
  ? false
  : `needs Debian's chromium (${CHROMIUM}): scripts/install-test-packages.sh`;

/** A browser for a whole file: contexts in it share nothing. */
export interface TestBrowser {
  readonly newContext: (
    options: Parameters<Awaited<ReturnType<typeof chromium.launch>>['newContext']>[0],
  ) => Promise<BrowserContext>;
  readonly close: () => Promise<void>;
}

/** Starts Debian's Chromium without a window, and without asking anybody on the network. */
export async function startChromium(): Promise<TestBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'vedette-chromium-'));
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--disk-cache-dir=${profile}`,
    ],
  });
  return {
    newContext: async (options) => browser.newContext(options),
    close: async () => {
      await browser.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

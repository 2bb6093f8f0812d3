// npm run screenshots [-- FOLDER]: every page of the dashboard, light and dark, desk and phone.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { startChromium } from '../tests/e2e/browser/start-chromium.ts';
import { pagePaths } from '../tests/e2e/pages/page-paths.ts';
import { startScene } from '../tests/e2e/pages/start-scene.ts';
import { DESK, PHONE, settle, visitPages } from '../tests/e2e/pages/visit-pages.ts';
import { REPOSITORY } from './run-step.ts';

const EVENTS = 1_000_000;
/** For charts that come a moment after what they are about. */
const DRAWN_MS = 700;

const folder = process.argv[2] ?? join(REPOSITORY, '.tmp/screenshots');
mkdirSync(folder, { recursive: true });
const scene = await startScene({ events: EVENTS });
const browser = await startChromium();
try {
  const paths = await pagePaths(scene);
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [size, viewport] of Object.entries({ desk: DESK, phone: PHONE })) {
      const { page, close } = await visitPages(browser, scene, { look: { colorScheme, viewport } });
      for (const { name, path } of paths) {
        await settle(page, path);
        await page.waitForTimeout(DRAWN_MS);
        const file = join(folder, `${name}-${size}-${colorScheme}.png`);
        await page.screenshot({ path: file, fullPage: true });
        console.log(file);
      }
      await close();
    }
  }
} finally {
  await browser.close();
  await scene.close();
}

import { z } from 'zod';

import type { TestBrowser } from '../../tests/e2e/browser/start-chromium.ts';
import type { Scene } from '../../tests/e2e/pages/start-scene.ts';

/** What one page costs a browser that has nothing of it. */
export interface PageCost {
  /** As they were sent: compressed, with headers. */
  readonly bytes: number;
  /** From the click until everything that it asked for is drawn and no task is in the way. */
  readonly drawnMs: number;
  /** Of the page's own thread, scripts and layout and paint, until a while after that. */
  readonly mainThreadMs: number;
  /** 0 where none was longer than 50 ms, which is what browsers tell of. */
  readonly longestTaskMs: number;
}

/** Long enough that a live page has asked again at least once. */
const WATCHED_MS = 6_000;
const MS_PER_SECOND = 1_000;
const VIEWPORT = { width: 1_280, height: 800 };
const WATCH_TASKS = `
  window.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { duration, startTime } of list.getEntries()) longTasks.push({ duration, startTime });
  }).observe({ type: 'longtask', buffered: true });`;
const Tasks = z.array(z.object({ duration: z.number(), startTime: z.number() }));
const Finished = z.object({ encodedDataLength: z.number() });

/** Opens a page in a fresh profile, and watches for a while. */
export async function measurePage(
  browser: TestBrowser,
  scene: Scene,
  path: string,
): Promise<PageCost> {
  const context = await browser.newContext({
    viewport: VIEWPORT,
    bypassCSP: true,
    baseURL: scene.url,
  });
  try {
    const way = await context.newPage();
    await way.goto(await scene.loginLink());
    await way.getByRole('heading', { name: 'Now' }).waitFor();
    await way.close();
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    let bytes = 0;
    devtools.on('Network.loadingFinished', (event) => {
      bytes += Finished.parse(event).encodedDataLength;
    });
    await devtools.send('Network.enable');
    await devtools.send('Network.clearBrowserCache');
    await devtools.send('Performance.enable');
    await page.addInitScript(WATCH_TASKS);
    await page.goto(path);
    await page.locator('h1, pre').first().waitFor();
    await page.getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'detached' });
    const drawnMs = z.number().parse(await page.evaluate('performance.now()'));
    const firstBytes = bytes;
    await page.waitForTimeout(WATCHED_MS);
    const { metrics } = await devtools.send('Performance.getMetrics');
    const seconds = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
    const tasks = Tasks.parse(await page.evaluate('window.longTasks'));
    return {
      bytes: firstBytes,
      drawnMs: Math.round(drawnMs),
      mainThreadMs: Math.round(seconds * MS_PER_SECOND),
      longestTaskMs: Math.round(Math.max(0, ...tasks.map(({ duration }) => duration))),
    };
  } finally {
    await context.close();
  }
}

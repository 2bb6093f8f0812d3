import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { startChromium } from '../tests/e2e/browser/start-chromium.ts';
import { pagePaths } from '../tests/e2e/pages/page-paths.ts';
import { startScene } from '../tests/e2e/pages/start-scene.ts';
import { type BenchReport, type BenchResult, ceiling, figure } from './benchmark.ts';
import { describeMachine } from './machine.ts';
import { measurePage, type PageCost } from './web/measure-page.ts';

const EVENTS = 1_000_000;
const BYTES_MAX = 250_000;
const LONG_TASK_MS_MAX = 100;
const CHROMIUM = '/usr/bin/chromium';

/**
 * What the dashboard costs a browser, with a million events stored: each page is opened in a window
 * of its own with nothing cached, beside a page of one sentence from the same server.
 */
export async function benchWeb(): Promise<BenchReport> {
  const versions = { node: process.versions.node, chromium: chromiumVersion() };
  const report = { name: 'web', machine: describeMachine(), versions };
  if (!existsSync(CHROMIUM)) {
    return { ...report, results: [figure('first load', 'bytes', `needs ${CHROMIUM}`)] };
  }
  const scene = await startScene({ events: EVENTS });
  const browser = await startChromium();
  try {
    const costs: (PageCost & { name: string })[] = [];
    for (const { name, path } of await pagePaths(scene)) {
      costs.push({ name, ...(await measurePage(browser, scene, path)) });
    }
    const reference = await measurePage(browser, scene, '/livez');
    return { ...report, results: costs.flatMap((cost) => resultsOf(cost, reference)) };
  } finally {
    await browser.close();
    await scene.close();
  }
}

function resultsOf(
  { name, ...cost }: PageCost & { readonly name: string },
  reference: PageCost,
): BenchResult[] {
  const beside = (value: number): BenchResult['peers'] => ({ 'a page of one sentence': value });
  return [
    ceiling(`${name}: sent at first load`, 'bytes', {
      ...{ ours: cost.bytes, peers: beside(reference.bytes), below: BYTES_MAX },
    }),
    ceiling(`${name}: longest task`, 'ms', {
      ...{ ours: cost.longestTaskMs, peers: beside(reference.longestTaskMs) },
      below: LONG_TASK_MS_MAX,
    }),
    figure(
      `${name}: until it is drawn and can be used`,
      'ms',
      cost.drawnMs,
      beside(reference.drawnMs),
    ),
    figure(`${name}: main thread`, 'ms', cost.mainThreadMs, beside(reference.mainThreadMs)),
  ];
}

/** Debian's package says it beside the program, without starting it. */
function chromiumVersion(): string {
  const [list] = globSync('chromium*.list', { cwd: '/var/lib/dpkg/info' });
  if (list === undefined) return 'not there';
  const status = readFileSync(join('/var/lib/dpkg', 'status'), 'utf8');
  return /^Package: chromium\n(?:.+\n)*?Version: (.+)$/m.exec(status)?.[1] ?? 'unknown';
}

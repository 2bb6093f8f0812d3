import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { type Alerts, createAlerts, type AlertsSettings } from './create-alerts.ts';
import { openedChange } from './testing/opened-change.ts';
import { isSigned, type Receiver, SECRET, startReceiver } from './testing/receiver.ts';
import { createWebhookNotifier } from './webhook/webhook-notifier.ts';
import { WebhookSettings } from './webhook/webhook-settings.ts';

const CHILD = fileURLToPath(new URL('./testing/alerts-child.ts', import.meta.url));
const ROUNDS = 6;
const LOOK_EVERY_MS = 2;

async function tempFolder(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'vedette-alerts-'));
  const remove = async (): Promise<void> => rm(path, { recursive: true, force: true });
  return { path, [Symbol.asyncDispose]: remove };
}

async function openAlerts(
  folder: string,
  urls: readonly string[],
  more: Partial<AlertsSettings> = {},
): Promise<Alerts & AsyncDisposable> {
  const surroundings = { nowMs: Date.now, version: 'test' };
  const notifiers = urls.map((url, at) => {
    const settings = WebhookSettings.parse({ name: `hook-${at}`, url, secret: SECRET });
    return {
      ...createWebhookNotifier(settings, surroundings),
      name: at === 0 ? 'hook' : `hook-${at}`,
    };
  });
  const alerts = await createAlerts({
    ...{ folder, notifiers, log: () => {}, nowMs: Date.now, random: Math.random },
    backoff: { firstMs: 1, maxMs: 10 },
    ...more,
  });
  return { ...alerts, [Symbol.asyncDispose]: alerts.close };
}

const idsOf = ({ received }: Receiver): string[] => received.map(({ id }) => id);

/** Resolves once it holds; the timers of what is under test run in between. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await delay(LOOK_EVERY_MS);
}

describe('createAlerts', () => {
  it('tells every receiver once, in order, however often a change comes again', async () => {
    await using folder = await tempFolder();
    await using receiver = await startReceiver();
    await using other = await startReceiver();
    await using alerts = await openAlerts(folder.path, [receiver.url, other.url]);
    const changes = ['a', 'b', 'c'].map((id) => openedChange(id));
    await alerts.tell(changes);
    await alerts.tell(changes);
    await Promise.all([receiver, other].map((one) => one.until(({ length }) => length === 3)));
    await until(() => alerts.status().every(({ pending }) => pending === 0));
    await alerts.tell(changes);
    assert.deepEqual(
      [idsOf(receiver), idsOf(other)],
      [
        ['a', 'b', 'c'],
        ['a', 'b', 'c'],
      ],
    );
    assert.ok(receiver.received.every(isSigned));
    assert.equal(alerts.status()[0]?.delivered, 3);
  });

  it('goes on trying until a receiver takes it, with the same id', async () => {
    await using folder = await tempFolder();
    await using receiver = await startReceiver();
    await using alerts = await openAlerts(folder.path, [receiver.url]);
    receiver.answer = (response) =>
      void response.writeHead(receiver.received.length < 5 ? 500 : 200).end();
    await alerts.tell([openedChange('a')]);
    await until(() => alerts.status()[0]?.delivered === 1);
    assert.deepEqual(idsOf(receiver), ['a', 'a', 'a', 'a', 'a']);
    assert.equal(alerts.status()[0]?.failedAttempts, 4);
  });

  it('does not let one that is never taken hold up the others', async () => {
    await using folder = await tempFolder();
    await using receiver = await startReceiver();
    await using alerts = await openAlerts(folder.path, [receiver.url]);
    receiver.answer = (response, { id }) => void response.writeHead(id === 'bad' ? 400 : 200).end();
    await alerts.tell(['bad', 'b', 'c'].map((id) => openedChange(id)));
    await until(() => alerts.status()[0]?.delivered === 2);
    assert.equal(alerts.status()[0]?.pending, 1);
  });

  it('gives up for a receiver that is gone, and what is too old, and counts it', async () => {
    await using folder = await tempFolder();
    await using receiver = await startReceiver();
    let laterMs = 0;
    const nowMs = (): number => Date.now() + laterMs;
    await using alerts = await openAlerts(folder.path, [receiver.url], { nowMs });
    receiver.answer = (response) => void response.writeHead(410).end();
    await alerts.tell([openedChange('a')]);
    await until(() => alerts.status()[0]?.givenUp === 1);
    receiver.answer = (response) => {
      laterMs += 4 * 86_400_000;
      response.writeHead(500).end();
    };
    laterMs += 86_400_000;
    await alerts.tell([openedChange('b')]);
    await until(() => alerts.status()[0]?.givenUp === 2);
    assert.deepEqual(idsOf(receiver), ['a', 'b']);
  });

  it('gives up the oldest when too many wait, and counts it', async () => {
    await using folder = await tempFolder();
    await using receiver = await startReceiver();
    receiver.answer = (response) => void response.writeHead(500).end();
    const limits = { pendingMax: 3, doneMax: 2 };
    const backoff = { firstMs: 3_600_000, maxMs: 3_600_000 };
    const more = { limits, backoff };
    const alerts = await openAlerts(folder.path, [receiver.url], more);
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) await alerts.tell([openedChange(id)]);
    assert.deepEqual(alerts.status()[0], { ...alerts.status()[0], pending: 3, overflowed: 4 });
    await alerts.close();
    assert.equal((await readdir(join(folder.path, 'hook', 'done'))).length, 2);
    receiver.answer = (response) => void response.writeHead(204).end();
    const seen = receiver.received.length;
    await using again = await openAlerts(folder.path, [receiver.url], more);
    await until(() => again.status()[0]?.delivered === 3);
    assert.deepEqual(idsOf(receiver).slice(seen), ['e', 'f', 'g']);
  });

  it('sets a damaged file aside, clears halves away, and tells the rest', async () => {
    await using folder = await tempFolder();
    await using receiver = await startReceiver();
    receiver.answer = (response) => void response.writeHead(500).end();
    const first = await openAlerts(folder.path, [receiver.url]);
    await first.tell([openedChange('a')]);
    await first.close();
    const pending = join(folder.path, 'hook', 'pending');
    await writeFile(join(pending, '000000000000001-x.json'), '{"id":');
    await writeFile(join(pending, '000000000000002-y.json.0a.unfinished'), '{');
    receiver.answer = (response) => void response.writeHead(204).end();
    await using alerts = await openAlerts(folder.path, [receiver.url]);
    await until(() => alerts.status()[0]?.delivered === 1);
    assert.equal(alerts.status()[0]?.damaged, 1);
    assert.deepEqual(await readdir(pending), ['000000000000001-x.json.damaged']);
  });

  it('loses nothing that it took in when it is killed at any moment', async () => {
    await using folder = await tempFolder();
    await using receiver = await startReceiver();
    // A receiver that is often unwell, so that there is always something under way.
    receiver.answer = (response) =>
      void response.writeHead(receiver.received.length % 3 === 0 ? 204 : 503).end();
    const taken: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const from = (taken.at(-1) ?? -1) + 1;
      const child = spawn(process.execPath, [CHILD, folder.path, receiver.url, String(from)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await killAfter(child, 3 + round * 7, taken);
    }
    receiver.answer = (response) => void response.writeHead(204).end();
    await using alerts = await openAlerts(folder.path, [receiver.url]);
    await until(() => alerts.status()[0]?.pending === 0);
    const told = new Set(idsOf(receiver));
    assert.ok(taken.length > ROUNDS);
    assert.deepEqual(
      taken.filter((number) => !told.has(String(number))),
      [],
    );
    assert.ok(receiver.received.every(isSigned));
  });
});

/** Notes what a child took in, and kills it once it was so many more. */
async function killAfter(child: ChildProcess, more: number, taken: number[]): Promise<void> {
  assert.ok(child.stdout !== null);
  const ended = once(child, 'exit');
  let count = 0;
  for await (const line of createInterface(child.stdout)) {
    taken.push(Number(line));
    count += 1;
    if (count === more) child.kill('SIGKILL');
  }
  await ended;
}

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { createRuntime } from '../runtime/runtime.ts';
import { createTestApp, FAR } from '../testing/test-app.ts';
import { doChores, takeChores } from './chores.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** An application, and the chores of a second process at the same database. */
async function choresApp(now?: () => number) {
  const app = await createTestApp();
  const user = await app.addUser();
  const { adapter } = await app.auth.$context;
  const runtime = createRuntime({ now: now ?? (() => app.clock.nowMs) });
  const counts = async (): Promise<Record<string, number>> =>
    Object.fromEntries(
      await Promise.all(
        ['Record', 'SignIn', 'Challenge', 'Population'].map(
          async (name) => [name, await app.adapter.count({ model: `vedette${name}` })] as const,
        ),
      ),
    );
  return { app, user, runtime, counts, chores: () => doChores(runtime, adapter) };
}

describe('chores', () => {
  test('are begun sooner when much was learned, but not by every sign-in', () => {
    let nowMs = 0;
    const runtime = createRuntime({ now: () => nowMs });
    for (let learned = 0; learned < 50; learned += 1) runtime.population.learn(() => undefined);
    nowMs = 60_000;
    assert.deepEqual([takeChores(runtime), takeChores(runtime)], [true, false]);
    nowMs += 10_000;
    assert.equal(takeChores(runtime), true);
  });

  test('learn what has sat out its quarantine, without another sign-in', async () => {
    const { app, runtime, chores } = await choresApp();
    const home = app.browser();
    await home.signIn();
    app.clock.nowMs += 4 * DAY_MS;
    await chores();
    assert.match((await home.get('/vedette/signature')).text, /"signInsLearned":1/);
    assert.equal(runtime.counters.snapshot().learned, 1);
  });

  test('drop the log after its retention, challenges after theirs, and who stays away', async () => {
    const { app, counts, chores } = await choresApp();
    await app.train();
    app.clock.nowMs += 17 * HOUR_MS;
    await app.browser(FAR).signIn();
    assert.deepEqual(await counts(), { Record: 1, SignIn: 13, Challenge: 1, Population: 1 });
    app.clock.nowMs += 3 * HOUR_MS;
    await chores();
    assert.equal((await counts())['Challenge'], 0);
    app.clock.nowMs += 91 * DAY_MS;
    await chores();
    assert.deepEqual(await counts(), { Record: 1, SignIn: 0, Challenge: 0, Population: 1 });
    app.clock.nowMs += 100 * DAY_MS;
    await chores();
    assert.equal((await counts())['Record'], 0);
  });

  test('go on past a damaged row', async () => {
    const { app, runtime, counts, chores } = await choresApp();
    await app.train(2);
    await app.addUser('bob@example.com');
    await app.browser().signIn('bob@example.com');
    const stored = await app.adapter.findMany<{ id: string }>({ model: 'vedetteRecord' });
    await app.adapter.update({
      model: 'vedetteRecord',
      where: [{ field: 'id', value: stored[0]?.id ?? '' }],
      update: { learning: 'broken' },
    });
    app.clock.nowMs += 200 * DAY_MS;
    await chores();
    await chores();
    assert.equal(runtime.counters.snapshot().choreFailures, 1);
    assert.equal((await counts())['SignIn'], 0);
  });

  test('keep the background so that another process begins with it', async () => {
    const { app, chores } = await choresApp();
    await app.train(20);
    await app.browser().signIn();
    await chores();
    const { adapter } = await app.auth.$context;
    const other = createRuntime({});
    const population = await other.population.read(adapter);
    assert.ok(population.learned >= 15, String(population.learned));
    assert.equal(population.countries.entries()[0]?.[0], 'NO');
  });
});

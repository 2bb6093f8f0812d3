// Killed again and again under load: what was acknowledged is there, once, and was learned from.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';

import { ExecutionScorer } from '@vedette/executions';
import type { Endpoint, StoredEvent } from '@vedette/server';
import fc from 'fast-check';
import { z } from 'zod';

import { until } from './hosts/index.ts';
import { ask } from './server/ask.ts';
import { everyEvent } from './server/every-event.ts';
import { type Batch, makeBatch } from './server/make-batch.ts';
import { makeToken } from './server/make-token.ts';
import { postBatch, type SendTarget } from './server/post-batch.ts';
import { startServer } from './server/start-server.ts';

const KILLS = 20;
/** From the first answers to the middle of inserting into the stores. */
const UNDER_LOAD_MS_MAX = 600;
/** From opening the stores to folding again what the last one left. */
const STARTING_MS_MAX = 2_500;
const EVENTS = 25;
const AT_ONCE = 4;
const PAGE = 1_000;

const Ready = z.object({ ready: z.boolean() });
const ShapesPage = z.object({
  shapes: z.array(z.object({ key: z.string(), count: z.number() })),
  total: z.number(),
});

test('kill -9 at random moments, 20 times', async () => {
  const stateHome = mkdtempSync(join(tmpdir(), 'vedette-e2e-crash-'));
  const kills = fc.sample(
    fc.oneof(
      fc.record({ listening: fc.constant(true), afterMs: fc.nat({ max: UNDER_LOAD_MS_MAX }) }),
      fc.record({ listening: fc.constant(false), afterMs: fc.nat({ max: STARTING_MS_MAX }) }),
    ),
    { numRuns: KILLS, seed: 5 },
  );
  const acknowledged = new Set<string>();
  const unanswered: Batch[] = [];
  let number = 0;
  /** Sends until the server is gone; what was not answered is sent again, as sensors do. */
  const send = async (target: SendTarget): Promise<void> => {
    for (;;) {
      const batch = unanswered.pop() ?? makeBatch((number += 1), EVENTS);
      if (!(await postBatch(target, batch))) {
        unanswered.push(batch);
        return;
      }
      for (const mark of batch.marks) acknowledged.add(mark);
    }
  };
  const args = ['serve', '--port', '0'];
  try {
    const token = await makeToken(stateHome);
    for (const { listening, afterMs } of kills) {
      const server = startServer({ args, stateHome });
      const sending: Promise<void>[] = [];
      if (listening) {
        const { url } = await server.listening();
        for (let sender = 0; sender < AT_ONCE; sender += 1) sending.push(send({ url, token }));
      }
      // The moment is the test: whatever the server is about.
      await delay(afterMs);
      server.kill();
      await Promise.all(sending);
      await server.ended;
    }
    const server = startServer({ args, stateHome });
    const endpoint = await server.listening();
    await until(
      () => ask(endpoint, '/readyz', Ready),
      ({ ready }) => ready,
    );
    const events = await settledEvents(endpoint, acknowledged);
    const marks = events.map(({ event }) => event.argv.at(-1) ?? '');
    assert.ok(acknowledged.size > KILLS * EVENTS, `${acknowledged.size} were acknowledged`);
    assert.equal(new Set(marks).size, marks.length, 'an event is there twice');
    const stored = new Set(marks);
    assert.deepEqual(
      [...acknowledged].filter((mark) => !stored.has(mark)),
      [],
    );
    await assertLearnedAsOne(endpoint, events);
    server.interrupt();
    assert.equal(await server.ended, 0, server.said());
  } finally {
    rmSync(stateHome, { recursive: true, force: true });
  }
});

/** Every event, in the order of the journal, once what was acknowledged is stored. */
async function settledEvents(
  endpoint: Endpoint,
  acknowledged: ReadonlySet<string>,
): Promise<StoredEvent[]> {
  const all = await until(
    () => everyEvent(endpoint),
    (events) => events.length >= acknowledged.size,
  );
  const order = new Map(all.map((event) => [event, event.id.split('.').map(Number)]));
  return all.toSorted((a, b) => {
    const [position = 0, index = 0] = order.get(a) ?? [];
    const [otherPosition = 0, otherIndex = 0] = order.get(b) ?? [];
    return position - otherPosition || index - otherIndex;
  });
}

/** One scorer that saw everything without a break says and knows the same. */
async function assertLearnedAsOne(
  endpoint: Endpoint,
  events: readonly StoredEvent[],
): Promise<void> {
  const scorer = new ExecutionScorer();
  for (const { id, event, score } of events) {
    assert.equal(score, scorer.observe(event).score, `the score of ${id}`);
  }
  for (const { workload, baseline } of scorer.toState()) {
    const path = `/v1/workloads/${encodeURIComponent(workload)}/shapes?limit=${PAGE}`;
    const { shapes } = await ask(endpoint, path, ShapesPage);
    const counts = (list: readonly { readonly key: string; readonly count: number }[]) =>
      list.map(({ key, count }) => `${key} ${count}`).toSorted();
    assert.deepEqual(counts(shapes), counts(baseline.shapes), workload);
  }
}

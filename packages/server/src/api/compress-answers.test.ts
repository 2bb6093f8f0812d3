import assert from 'node:assert/strict';
import { get, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';

import { startApi } from './testing/start-api.ts';

const GZIP = Buffer.from([0x1f, 0x8b]);

/** As it comes over the wire: `fetch` would unpack it. */
async function askFor(
  port: number,
  path: string,
  acceptEncoding: string,
): Promise<{ readonly headers: IncomingMessage['headers']; readonly body: Buffer }> {
  const headers = { 'accept-encoding': acceptEncoding, authorization: 'Bearer view' };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers }, resolve).on('error', reject);
  });
  return { headers: response.headers, body: await buffer(response) };
}

describe('a large answer', () => {
  for (const accepted of ['gzip', 'br, gzip;q=0.5', 'deflate , GZIP', '*']) {
    test(`goes compressed to who takes ${accepted}`, async () => {
      await using api = await startApi();
      const { headers, body } = await askFor(api.port, '/openapi.json', accepted);
      assert.equal(headers['content-encoding'], 'gzip');
      assert.equal(headers['vary'], 'accept-encoding');
      assert.equal(Number(headers['content-length']), body.length);
      assert.match(gunzipSync(body).toString(), /"openapi":"3\.1\.0"/);
    });
  }

  for (const accepted of ['', 'br', 'gzip;q=0', 'gzip;q=0.0, br', 'gzipped']) {
    test(`goes as it is to who takes '${accepted}'`, async () => {
      await using api = await startApi();
      const { headers, body } = await askFor(api.port, '/openapi.json', accepted);
      assert.equal(headers['content-encoding'], undefined);
      assert.equal(headers['vary'], 'accept-encoding');
      assert.notDeepEqual(body.subarray(0, 2), GZIP);
    });
  }

  test('that is small stays as it is', async () => {
    await using api = await startApi();
    const { headers } = await askFor(api.port, '/livez', 'gzip');
    assert.equal(headers['content-encoding'], undefined);
  });
});

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { readEndpoint, removeEndpoint, writeEndpoint } from './endpoint.ts';
import { createLocalGrants } from './local-grants.ts';
import { createJsonLog } from './log.ts';

const folder = mkdtempSync(join(tmpdir(), 'vedette-endpoint-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('the address of a server is for its owner only, and goes when it stops', async () => {
  assert.equal(await readEndpoint(folder), undefined);
  const endpoint = { url: 'http://127.0.0.1:4780', token: 't', pid: 1, startedMs: 2 };
  await writeEndpoint(folder, endpoint);
  assert.deepEqual(await readEndpoint(folder), endpoint);
  assert.equal(statSync(join(folder, 'endpoint.json')).mode & 0o777, 0o600);
  await removeEndpoint(folder);
  await removeEndpoint(folder);
  assert.equal(await readEndpoint(folder), undefined);
});

test('what is no address is none', async () => {
  for (const text of ['', '{', '{"url":"nowhere"}', '[]']) {
    writeFileSync(join(folder, 'endpoint.json'), text);
    assert.equal(await readEndpoint(folder), undefined);
  }
});

test('a grant holds in the process that made it', () => {
  const grants = createLocalGrants('acme');
  const token = grants.grant('ingest', 'the sensor');
  assert.deepEqual(grants.authenticate(token), {
    ...{ tokenId: 'local-1', name: 'the sensor', org: 'acme', scope: 'ingest' },
  });
  assert.equal(createLocalGrants('acme').authenticate(token), undefined);
  assert.equal(grants.authenticate(`${token}x`), undefined);
});

test('a line of the log is one line, whatever is in it', () => {
  const lines: string[] = [];
  const log = createJsonLog(
    (line) => lines.push(line),
    () => 0,
  );
  log('warn', 'request-failed', { path: '/\u001b[2J\n\u202e', status: 500 });
  assert.deepEqual(lines, [
    '{"time":"1970-01-01T00:00:00.000Z","level":"warn","event":"request-failed",' +
      '"path":"/\\u001b[2J\\n\\u202e","status":500}\n',
  ]);
});

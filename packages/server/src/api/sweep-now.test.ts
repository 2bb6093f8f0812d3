import assert from 'node:assert/strict';
import { test } from 'node:test';

import { startApi } from './testing/start-api.ts';

const POST = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };

test('a sweep is begun at once by who may operate, and said where one runs or none is made', async () => {
  const asked: string[] = [];
  const answers = [true, false, null];
  await using api = await startApi({
    sweepNow: (org) => {
      asked.push(org);
      return answers.shift() ?? null;
    },
  });
  for (const started of [true, false]) {
    const response = await api.get('/v1/hosts/sweep', POST);
    assert.equal(response.status, 202);
    assert.deepEqual(await response.json(), { started });
  }
  const off = await api.get('/v1/hosts/sweep', POST);
  assert.equal(off.status, 409);
  assert.match(await off.text(), /"code":"sweeps-off"/);
  const headers = { ...POST.headers, authorization: 'Bearer view' };
  assert.equal((await api.get('/v1/hosts/sweep', { ...POST, headers })).status, 403);
  assert.deepEqual(asked, ['acme', 'acme', 'acme']);
});

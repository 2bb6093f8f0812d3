import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { test } from 'node:test';

import { z } from 'zod';

import { createTestApp } from './testing/test-app.ts';

const peer = (request: Request): string | null => request.headers.get('x-test-peer');
const Status = z.object({
  networkData: z.array(
    z.object({ tells: z.string(), state: z.string(), ageDays: z.number().nullable() }),
  ),
});
type Status = z.infer<typeof Status>['networkData'];

test('installed packages are found by themselves, and administrators see which and how old', async () => {
  const app = await createTestApp({ vedette: { network: { peer }, isAdmin: () => true } });
  await app.addUser();
  const home = app.browser({ peer: '129.240.2.6' });
  await home.signIn();
  const status = async (): Promise<Status> =>
    Status.parse((await home.get('/vedette/admin/status')).body).networkData;
  while ((await status()).some(({ state }) => state === 'reading')) await setTimeout(20);
  assert.deepEqual(
    (await status()).map(({ tells, state }) => [tells, state]),
    [
      ['asn', 'ready'],
      ['country', 'ready'],
    ],
  );
  await home.signIn();
  assert.equal(app.events.at(-1)?.country, 'NO');
});

test('nothing is read where no address is known, or where an application has tables of its own', async () => {
  for (const network of [{}, { peer, asn: null, country: null }]) {
    const app = await createTestApp({ vedette: { network, isAdmin: () => true } });
    await app.addUser();
    const home = app.browser();
    await home.signIn();
    const { body } = await home.get('/vedette/admin/status');
    assert.deepEqual(Status.parse(body).networkData, []);
  }
});

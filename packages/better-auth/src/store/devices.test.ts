import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createTestApp } from '../testing/test-app.ts';
import { isKnownDevice, rememberDevice } from './devices.ts';

test('browsers of a user do not add up, however many sign in at once', async () => {
  const app = await createTestApp();
  const { id: userId } = await app.addUser();
  const { adapter } = await app.auth.$context;
  const remember = (deviceKey: string): Promise<void> => {
    app.clock.nowMs += 1000;
    return rememberDevice(adapter, { userId, deviceKey, client: null }, app.clock.nowMs);
  };
  for (let round = 0; round < 3; round += 1)
    await Promise.all(Array.from({ length: 40 }, (_, index) => remember(`${round}-${index}`)));
  await remember('last');
  await remember('the very last');
  assert.equal(await adapter.count({ model: 'vedetteDevice' }), 30);
  for (const deviceKey of ['last', 'the very last'])
    assert.ok(await isKnownDevice(adapter, { userId, deviceKey }));
});

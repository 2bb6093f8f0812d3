import assert from 'node:assert/strict';
import { test } from 'node:test';

import { pause, poll } from './poll.ts';

const NEVER = new AbortController().signal;

test('what is there is given at once, what comes later then', async () => {
  let looks = 0;
  const look = async (): Promise<string | undefined> => {
    looks += 1;
    return looks === 3 ? 'there' : undefined;
  };
  assert.equal(await poll(look, { forMs: 5_000, stop: NEVER, everyMs: 1 }), 'there');
  assert.equal(looks, 3);
});

test('it ends in time, and early where it is told to', async () => {
  let looks = 0;
  const look = async (): Promise<undefined> => {
    looks += 1;
  };
  assert.equal(await poll(look, { forMs: 0, stop: NEVER }), undefined);
  assert.equal(looks, 1);
  const stop = new AbortController();
  const waiting = poll(look, { forMs: 60_000, stop: stop.signal, everyMs: 60_000 });
  stop.abort();
  assert.equal(await waiting, undefined);
  await pause(60_000, stop.signal);
});

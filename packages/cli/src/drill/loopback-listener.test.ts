import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';

import { listenOnLoopback } from './loopback-listener.ts';

test('it says “id” to who connects and “exit” when it closes, and then listens no more', async () => {
  const listener = await listenOnLoopback();
  const socket = connect({ host: '127.0.0.1', port: listener.port });
  const said: Buffer[] = [];
  socket.on('data', (chunk) => said.push(chunk));
  await once(socket, 'data');
  socket.write('uid=0(root)\n');
  const over = once(socket, 'close');
  await Promise.all([listener.close(), listener.close()]);
  await over;
  assert.equal(Buffer.concat(said).toString(), 'id\nexit\n');
  const refused = connect({ host: '127.0.0.1', port: listener.port });
  await assert.rejects(once(refused, 'connect'), { code: 'ECONNREFUSED' });
});

test('it closes where nobody ever came', async () => {
  await (await listenOnLoopback()).close();
});

import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { ServerClient } from '../server-client.ts';
import { refuseElsewhere } from './refuse-elsewhere.ts';

function serverAt(url: string, ...hosts: readonly string[]): Pick<ServerClient, 'url' | 'get'> {
  const answer = { hosts: hosts.map((host) => ({ host, events: 1 })) };
  return { url, get: async (_path, schema) => schema.parse(answer) };
}

test('a server elsewhere has to know this host', async () => {
  await refuseElsewhere(serverAt('https://vedette.example.com', 'web-1', 'here'), 'here');
  await assert.rejects(refuseElsewhere(serverAt('https://vedette.example.com', 'web-1'), 'here'), {
    code: 'drill-elsewhere',
    message: /https:\/\/vedette\.example\.com knows no host named here/,
  });
});

test('one on this machine is not asked', async () => {
  await refuseElsewhere(serverAt('http://127.0.0.1:4780'), 'here');
});

// The command, a whole server, and an embedding model that is not there.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { serverFolder, startServer } from '@vedette/server';

import { openSurroundings } from '../testing/open-surroundings.ts';
import { search } from './search.ts';

const stateHome = mkdtempSync(join(tmpdir(), 'vedette-search-'));
after(() => rmSync(stateHome, { recursive: true, force: true }));

test('notes about the question and about the model are told apart', async () => {
  const env = { XDG_STATE_HOME: stateHome };
  const logged: string[] = [];
  const server = await startServer({
    ...{ stateFolder: serverFolder(env), listen: '127.0.0.1', port: 0, publicNames: [] },
    ...{ name: 'main', events: { engine: 'chdb' }, baselines: null, webhooks: [], sweeps: null },
    ...{ pages: null, containment: null, owner: 'ann', version: '0.0.0', retentionDays: 7 },
    ...{ nowMs: Date.now, random: () => 0.5 },
    embeddings: { kind: 'http', url: 'http://127.0.0.1:9/v1', model: 'm' },
    log: (level, event) => logged.push(`${level} ${event}`),
  });
  try {
    const { here, stdout, stderr } = openSurroundings(env, { cwd: stateHome });
    assert.equal(
      await search(here, ['score:high', 'reverse', 'shell'], { limit: 5, color: false }),
      0,
    );
    assert.equal(await search(here, ['a', 'miner'], { limit: 5, json: true, color: false }), 0);
    const said = stderr().split('\n');
    assert.match(said[0] ?? '', /^vedette: searched as text: score:high: write score:>0\.8/);
    assert.match(said[1] ?? '', /^vedette: the embedding model does not work \(.+\): this was/);
    assert.equal(said.filter((line) => line.includes('does not work')).length, 2);
    assert.equal(stdout(), '[]\n');
    assert.deepEqual(
      logged.filter((line) => line.includes('embedding')),
      ['warn embedding-model-paused'],
    );
  } finally {
    await server.close();
  }
});

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { DEFAULT_SETTINGS, openNetworkData } from '@vedette/identity';
import { fastify } from 'fastify';
import {
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { z } from 'zod';

import type { App } from '../api/app.ts';
import { SignInsStatus } from './history/history-api.ts';
import { createSignInService } from './create-sign-in-service.ts';
import { AssessResponse, ExportResponse } from './sign-in-api.ts';
import { addSignInRoutes } from './sign-in-routes.ts';
import type { SignInService } from './sign-in-service.ts';

const folder = mkdtempSync(join(tmpdir(), 'vedette-signin-routes-'));
const WHOSE = { application: 'shop', user: 'anna' };
let service: SignInService;
let app: App;

before(async () => {
  // Nothing is installed there.
  const networks = openNetworkData({ nowMs: Date.now, from: join(folder, 'index.js') });
  await networks.loaded;
  service = await createSignInService({
    stateFolder: folder,
    clock: () => Date.UTC(2026, 0, 5, 9),
    settings: { engine: { ...DEFAULT_SETTINGS, mode: 'enforce' }, networks },
  });
  app = fastify().withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorateRequest('caller', null);
  app.addHook('onRequest', async (request) => {
    request.caller = { tokenId: 't', name: 'test', org: 'org', scope: 'ingest' };
  });
  addSignInRoutes(app, service);
  await app.ready();
});

after(async () => {
  await app.close();
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

async function post(path: string, payload: object): Promise<{ status: number; body: unknown }> {
  const { statusCode, body } = await app.inject({ method: 'POST', url: path, payload });
  return { status: statusCode, body: JSON.parse(body) };
}

test('a sign-in is assessed, confirmed and reported', async () => {
  const facts = { address: '8.8.8.8', userAgent: 'Mozilla/5.0', device: null };
  const { status, body } = await post('/v1/signins/assess', { ...WHOSE, facts });
  assert.equal(status, 200);
  const { id, decision } = AssessResponse.parse(body);
  assert.equal(decision, 'allow');
  const confirm = { ...WHOSE, id, outcome: 'passed' };
  assert.deepEqual(await post('/v1/signins/confirm', confirm), {
    status: 200,
    body: { became: 'learned' },
  });
  assert.deepEqual(await post('/v1/signins/confirm', confirm), {
    status: 200,
    body: { became: 'unknown' },
  });
  assert.deepEqual(await post('/v1/signins/report', { ...WHOSE, id }), {
    status: 200,
    body: { undone: [id] },
  });
});

test('what is kept of a user can be read and forgotten', async () => {
  const whose = { ...WHOSE, user: 'berta' };
  await post('/v1/signins/assess', { ...whose, id: 'b1', facts: { address: '8.8.8.8' } });
  await post('/v1/signins/confirm', { ...whose, id: 'b1', outcome: 'confirmed' });
  const { body } = await post('/v1/signins/export', whose);
  assert.equal(ExportResponse.parse(body).record?.signInsLearned, 1);
  assert.deepEqual((await post('/v1/signins/reset', whose)).body, { reset: true });
  assert.deepEqual((await post('/v1/signins/reset', whose)).body, { reset: false });
  const anew = ExportResponse.parse((await post('/v1/signins/export', whose)).body);
  assert.deepEqual([anew.record, anew.signIns.length], [null, 1]);
  assert.deepEqual((await post('/v1/signins/forget', whose)).body, { forgotten: true });
  assert.deepEqual((await post('/v1/signins/forget', whose)).body, { forgotten: false });
  assert.deepEqual((await post('/v1/signins/export', whose)).body, { record: null, signIns: [] });
});

test('what a stranger chose never refuses the question, what the application wrote can', async () => {
  const odd = {
    address: '../../etc',
    userAgent: `\u001b[2J${'<script>'.repeat(4000)}`,
    ja4: 'x',
    utcOffsetMinutes: 1e9,
  };
  const allowed = await post('/v1/signins/assess', { ...WHOSE, facts: odd });
  assert.equal(allowed.status, 200);
  assert.equal(z.object({ assessed: z.boolean() }).parse(allowed.body).assessed, true);
  for (const wrong of [
    { ...WHOSE, application: '../shop', facts: {} },
    { ...WHOSE, user: '', facts: {} },
    { ...WHOSE, user: 'u'.repeat(300), facts: {} },
    { ...WHOSE, id: 'a/b', facts: {} },
    { ...WHOSE },
  ])
    assert.equal((await post('/v1/signins/assess', wrong)).status, 400, JSON.stringify(wrong));
  const large = { ...WHOSE, facts: { other: 'x'.repeat(200_000) } };
  assert.equal((await post('/v1/signins/assess', large)).status, 413);
});

test('what was judged, and which data about addresses is used, can be asked', async () => {
  const { statusCode, body } = await app.inject({ method: 'GET', url: '/v1/signins/status' });
  assert.equal(statusCode, 200);
  const { counts, networkData } = SignInsStatus.parse(JSON.parse(body));
  assert.ok((counts['assessed'] ?? 0) > 0);
  assert.equal(counts['unassessed-timeout'], 0);
  assert.deepEqual(
    networkData.map(({ tells, state }) => [tells, state]),
    [
      ['asn', 'missing'],
      ['country', 'missing'],
    ],
  );
});

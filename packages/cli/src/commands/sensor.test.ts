import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { ExecutionEvent, VedetteError } from '@vedette/core';

import { openSurroundings } from '../testing/open-surroundings.ts';
import { recordExecutions, runSensor, sensorDoctor } from './sensor.ts';

const folder = mkdtempSync(join(tmpdir(), 'vedette-cli-sensor-'));
after(() => rmSync(folder, { recursive: true }));

test('record writes what runs already as events, into a file for its owner only', async () => {
  const { here, stderr } = openSurroundings();
  const output = join(folder, 'events.jsonl');
  const state = join(folder, 'state');
  const options = { capture: 'poll', output, state, count: 3 } as const;
  await recordExecutions(here, options);
  const lines = readFileSync(output, 'utf8').trimEnd().split('\n');
  assert.equal(lines.length, 3);
  for (const line of lines) {
    assert.equal(ExecutionEvent.parse(JSON.parse(line)).kind, 'running');
  }
  assert.equal(statSync(output).mode & 0o777, 0o600);
  assert.match(stderr(), /3 events/);
  await assert.rejects(recordExecutions(here, options), isUsage(/EEXIST/));
});

test('doctor says what works, as text and as JSON', async () => {
  const text = openSurroundings();
  assert.equal(await sensorDoctor(text.here, { encoding: 'protobuf' }), 0);
  assert.match(text.stdout(), /A sensor here uses (?:bpf|netlink|poll)\./);
  const json = openSurroundings({ VEDETTE_ENDPOINT: 'http://127.0.0.1:9' });
  assert.equal(await sensorDoctor(json.here, { encoding: 'protobuf', json: true }), 3);
  assert.match(json.stdout(), /"reachable": false/);
});

const RUN = { capture: 'poll', encoding: 'protobuf', state: folder } as const;

for (const [what, env, options, problem] of [
  ['no endpoint', {}, {}, /no endpoint/],
  ['an endpoint that is none', {}, { endpoint: 'ftp://x' }, /no http or https URL/],
  ['a password in the endpoint', {}, { endpoint: 'https://a:b@x' }, /use a token/],
  ['a token that is none', { VEDETTE_TOKEN: 'a\nb' }, { endpoint: 'http://x' }, /no header/],
  [
    'a token file that is not there',
    {},
    { endpoint: 'http://x', tokenFile: '/nowhere' },
    /cannot read/,
  ],
  ['a limit beyond its bounds', {}, { endpoint: 'http://x', cpu: 99_999 }, /cpuPercent/],
] as const) {
  test(`run refuses ${what}, and never shows a token`, async () => {
    await assert.rejects(
      runSensor(openSurroundings(env).here, { ...RUN, ...options }),
      isUsage(problem),
    );
  });
}

test('a token of a file is read without its line break', async () => {
  const tokenFile = join(folder, 'token');
  writeFileSync(tokenFile, 'abc\n');
  const { here } = openSurroundings();
  const endpoint = 'http://127.0.0.1:9';
  assert.equal(await sensorDoctor(here, { encoding: 'json', endpoint, tokenFile }), 3);
});

function isUsage(problem: RegExp): (error: unknown) => boolean {
  return (error) =>
    error instanceof VedetteError && error.code === 'usage' && problem.test(error.message);
}

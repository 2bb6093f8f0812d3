import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { z } from 'zod';

import { openSurroundings } from '../testing/open-surroundings.ts';
import { replaySignIns } from './signins.ts';
import { showNetworkData } from './signins-data.ts';
import { explainSignIns } from './signins-explain.ts';

const folder = mkdtempSync(join(tmpdir(), 'vedette-signins-'));
after(() => rmSync(folder, { recursive: true }));

const HEADER =
  'index,Login Timestamp,User ID,Round-Trip Time [ms],IP Address,Country,Region,City,ASN,User Agent String,Browser Name and Version,OS Name and Version,Device Type,Login Successful,Is Attack IP,Is Account Takeover';
const CHROME = '"Mozilla/5.0 (Windows NT 10.0) (KHTML, like Gecko) Chrome/80.0 Safari/537.36"';

function line(
  day: number,
  other: { country?: string; asn?: number; browser?: string } = {},
): string {
  const { country = 'NO', asn = 29_695, browser = 'Chrome 80.0' } = other;
  const date = new Date(Date.UTC(2020, 1, 3 + day, 12))
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ');
  return `${day},${date}.000,42,,10.0.${asn % 200}.1,${country},-,-,${asn},${CHROME},${browser},Windows 10,desktop,True,False,False`;
}

/** A command below the folder, at the beginning of time. */
function surroundings(): ReturnType<typeof openSurroundings> {
  const clock = { epochMs: () => 0, monotonicMs: () => 0 };
  return openSurroundings({ XDG_STATE_HOME: folder }, { cwd: folder, clock });
}

const Verdict = z.object({
  index: z.number(),
  user: z.string(),
  score: z.number(),
  decision: z.enum(['allow', 'notify', 'step-up', 'deny']),
  reasons: z.array(z.object({ code: z.string(), contribution: z.number(), text: z.string() })),
  stages: z.object({ scorer: z.unknown(), gaussian: z.unknown(), judge: z.unknown() }),
});

function write(name: string, lines: readonly string[]): string {
  const file = join(folder, name);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

describe('vedette signins', () => {
  test('replay judges recorded sign-ins, one line each, and explain says why', async () => {
    const days = Array.from({ length: 30 }, (_, day) => line(day));
    const odd = line(30, { country: 'RO', asn: 9050, browser: 'Firefox 68.0' });
    const file = write('ok.csv', [HEADER, ...days, odd]);
    const { here, stdout, stderr } = surroundings();
    assert.equal(await replaySignIns(here, file, { json: true, color: false }), 0);
    const verdicts = stdout()
      .trimEnd()
      .split('\n')
      .map((text) => Verdict.parse(JSON.parse(text)));
    assert.equal(verdicts.length, 31);
    assert.ok(verdicts.slice(0, 30).every(({ decision }) => decision === 'allow'));
    const last = verdicts.at(-1);
    assert.equal(last?.decision, 'step-up');
    assert.equal(last.index, 30);
    const sum = last.reasons.reduce((total, { contribution }) => total + contribution, 0);
    assert.equal(Number(sum.toFixed(3)), last.score);
    assert.match(stderr(), /31 sign-ins of 1 users · 1 challenged/);

    const explained = surroundings();
    await explainSignIns(explained.here, '42', { color: false });
    assert.match(explained.stdout(), /^42 {2}31 sign-ins learned|^42 {2}\d+ sign-ins learned/);
    assert.match(explained.stdout(), /from Romania: in 0 of \d+ sign-ins known/);
    await assert.rejects(explainSignIns(explained.here, '43', { color: false }), /no user 43/);
  });

  test('rows that are no sign-ins are counted and make it incomplete', async () => {
    const file = write('odd.csv', [HEADER, line(0), '1,yesterday,42,,,,,,,,,,,,,', 'x']);
    const { here, stderr } = surroundings();
    assert.equal(await replaySignIns(here, file, { json: true, color: false }), 3);
    assert.match(stderr(), /2 rows were no sign-ins/);
  });

  test('a file of something else is refused', async () => {
    const { here } = surroundings();
    const file = write('else.csv', ['a,b', '1,2']);
    await assert.rejects(replaySignIns(here, file, { color: false }), /no column Login Timestamp/);
    await assert.rejects(
      replaySignIns(here, join(folder, 'nothing.csv'), { color: false }),
      /cannot read sign-ins/,
    );
  });
});

describe('vedette signins data', () => {
  test('says which packages are used, how old they are, and whom to name', async () => {
    const { here, stdout } = surroundings();
    const clock = { ...here.clock, epochMs: () => Date.UTC(2026, 7, 1) };
    assert.equal(await showNetworkData({ ...here, clock }, { color: false }), 0);
    assert.match(stdout(), /^asn {6}ready {2}@ip-location-db\/asn 2\.3\.\d+\n/);
    assert.match(stdout(), /made 2026-06-17, 45 days old; used up to 365/);
    assert.match(stdout(), /CC-BY-4\.0: .*DB-IP/);
    assert.match(stdout(), /country {2}ready .*-country-mmdb/);
  });

  test('stale ones, and none at all, make it incomplete, and what to do is said', async () => {
    const { here, stdout } = surroundings();
    const clock = { ...here.clock, epochMs: () => Date.UTC(2030, 0, 1) };
    assert.equal(await showNetworkData({ ...here, clock }, { color: false }), 3);
    assert.match(stdout(), /asn {6}stale/);
    assert.match(stdout(), /too old and not used: npm update @ip-location-db\/asn/);
    const none = surroundings();
    const from = join(folder, 'index.js');
    assert.equal(await showNetworkData(none.here, { json: true, color: false }, from), 3);
    assert.match(none.stdout(), /npm install @ip-location-db\/asn/);
  });
});

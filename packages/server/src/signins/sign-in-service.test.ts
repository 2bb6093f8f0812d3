// Long because one service is asked in every way that an application may ask it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';

import { VedetteError } from '@vedette/core';
import { createIpRangeTable, DEFAULT_SETTINGS, type Judge } from '@vedette/identity';
import fc from 'fast-check';

import { createSignInService } from './create-sign-in-service.ts';
import { type AssessRequest, AssessResponse, type SignInFacts } from './sign-in-api.ts';
import type { SignInService, SignInSettings } from './sign-in-service.ts';

const DAY_MS = 86_400_000;
/** A Monday at nine in the morning, UTC. */
const START_MS = Date.UTC(2026, 0, 5, 9);
const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:91.0) Gecko/20100101 Firefox/91.0';
/** 203.0.113.0/24 in Norway, 198.51.100.0/24 in Brazil. */
const NETWORKS = {
  asn: createIpRangeTable({
    v4: '3405803776,3405804031,64500\n3325256704,3325256959,64501',
    v6: '',
  }),
  country: createIpRangeTable({ v4: '3405803776,3405804031,NO\n3325256704,3325256959,BR', v6: '' }),
};
const HOME: SignInFacts = {
  address: '203.0.113.5',
  userAgent: CHROME,
  device: 'cookie-1',
  failures: 0,
};
const FAR: SignInFacts = { address: '198.51.100.9', userAgent: FIREFOX, device: null, failures: 0 };
const ANNA = { application: 'shop', user: 'anna' };

const root = mkdtempSync(join(tmpdir(), 'vedette-signins-'));
after(() => rmSync(root, { recursive: true, force: true }));

interface Opened extends SignInService {
  nowMs: number;
  readonly folder: string;
}

let folders = 0;
async function open(settings: Partial<SignInSettings> = {}, folder?: string): Promise<Opened> {
  folders += 1;
  const stateFolder = folder ?? join(root, String(folders));
  const engine = { ...DEFAULT_SETTINGS, mode: 'enforce' } as const;
  const held = { nowMs: START_MS, folder: stateFolder };
  const service = await createSignInService({
    stateFolder,
    clock: () => held.nowMs,
    settings: { engine, networks: NETWORKS, ...settings },
  });
  return Object.assign(held, service);
}

/** Signs in every morning for some days, and each time a person confirms it. */
async function teach(service: Opened, days: number, whose = ANNA): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    service.nowMs = START_MS + day * DAY_MS;
    const { id } = await service.assess('org', { ...whose, facts: HOME });
    const confirmed = await service.confirm('org', { ...whose, id, outcome: 'confirmed' });
    assert.deepEqual(confirmed, { became: 'learned' });
  }
  service.nowMs = START_MS + days * DAY_MS;
}

async function assessed(
  service: SignInService,
  request: AssessRequest,
): Promise<Extract<AssessResponse, { assessed: true }>> {
  const response = await service.assess('org', request);
  assert.ok(response.assessed, JSON.stringify(response));
  return response;
}

describe('a user who was learned', () => {
  test('passes as usual, and is challenged from elsewhere, with reasons that sum up', async () => {
    const service = await open();
    await teach(service, 20);
    const usual = await assessed(service, { ...ANNA, facts: HOME });
    assert.equal(usual.decision, 'allow');
    service.nowMs += 17 * 3_600_000;
    const odd = await assessed(service, { ...ANNA, facts: FAR });
    assert.equal(odd.decision, 'step-up');
    assert.ok(odd.reasons.some(({ code }) => code === 'country-new'));
    const sum = odd.reasons.reduce((total, { contribution }) => total + contribution, 0);
    assert.ok(Math.abs(sum - odd.score) < 1e-6);
    assert.deepEqual(AssessResponse.parse(odd), odd);
    await service.close();
  });

  test('is learned by a passed challenge, not by a failed one', async () => {
    for (const outcome of ['passed', 'failed'] as const) {
      const service = await open();
      await teach(service, 20);
      const before = await assessed(service, { ...ANNA, facts: FAR });
      const became = outcome === 'passed' ? 'learned' : 'dropped';
      const { id } = before;
      assert.deepEqual(await service.confirm('org', { ...ANNA, id, outcome }), { became });
      assert.deepEqual(await service.confirm('org', { ...ANNA, id, outcome }), {
        became: 'unknown',
      });
      const later = await assessed(service, { ...ANNA, facts: FAR });
      assert.equal(later.learned, outcome === 'passed' ? 21 : 20);
      assert.equal(later.score < before.score, outcome === 'passed');
      await service.close();
    }
  });

  test('can say that it was not them: that sign-in and what came after it are taken out', async () => {
    const service = await open();
    await teach(service, 20);
    const first = await assessed(service, { ...ANNA, facts: FAR });
    await service.confirm('org', { ...ANNA, id: first.id, outcome: 'passed' });
    service.nowMs += DAY_MS;
    const second = await assessed(service, { ...ANNA, facts: FAR });
    assert.deepEqual(await service.report('org', { ...ANNA, id: first.id }), {
      undone: [first.id, second.id],
    });
    const third = await assessed(service, { ...ANNA, facts: FAR });
    assert.equal(third.learned, 20);
    assert.deepEqual(await service.report('org', { ...ANNA, id: 'nobody-knows' }), { undone: [] });
    await service.close();
  });

  test('is another one in another organisation and in another application', async () => {
    const service = await open();
    await teach(service, 5);
    const elsewhere = await service.assess('other', { ...ANNA, facts: HOME });
    assert.ok(elsewhere.assessed && elsewhere.learned === 0);
    const other = await assessed(service, { ...ANNA, application: 'desk', facts: HOME });
    assert.equal(other.learned, 0);
    const { id } = other;
    assert.deepEqual(await service.confirm('org', { ...ANNA, id, outcome: 'passed' }), {
      became: 'unknown',
    });
    await service.close();
  });

  test('can be read, forgotten, and is forgotten after six months', async () => {
    const service = await open();
    await teach(service, 5);
    const exported = await service.export('org', ANNA);
    assert.ok(exported !== null && !(exported instanceof VedetteError));
    assert.equal(exported.signInsLearned, 5);
    assert.doesNotMatch(JSON.stringify(exported), /203\.0\.113/);
    assert.equal(await service.remove('org', ANNA), true);
    assert.equal(await service.export('org', ANNA), null);
    await teach(service, 5);
    service.nowMs += 200 * DAY_MS;
    await service.close();
    // Nobody has asked for the application since the start.
    const again = await open({}, service.folder);
    again.nowMs = service.nowMs;
    await again.prune(new AbortController().signal);
    const files = filesOf(again.folder, /users.*\.json$/);
    assert.deepEqual(files, []);
    await again.close();
  });

  test('is not named in any file, nor is an address', async () => {
    const service = await open();
    await teach(service, 3);
    await service.close();
    const files = readdirSync(service.folder, { recursive: true, withFileTypes: true });
    for (const entry of files.filter((file) => file.isFile())) {
      assert.doesNotMatch(entry.name, /anna/);
      const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
      assert.doesNotMatch(text, /anna|203\.0\.113|cookie-1/, entry.name);
    }
  });
});

describe('a sign-in goes on', () => {
  test('when the judge hangs: within the time limit, and it is counted', async () => {
    const judge: Judge = { judge: async () => Promise.withResolvers<never>().promise };
    const service = await open({ judge, timeLimitMs: 2000 });
    await teach(service, 20);
    for (let i = 0; i < 5; i += 1) {
      const one = await service.assess('org', {
        ...ANNA,
        facts: { ...HOME, address: FAR.address },
      });
      assert.equal(AssessResponse.safeParse(one).success, true);
    }
    await service.close();
  });

  test('when the disk is too slow: unassessed, counted, and not held against the user', async () => {
    const service = await open({ timeLimitMs: 0 });
    const response = await service.assess('org', { ...ANNA, id: 'slow-1', facts: FAR });
    assert.deepEqual(response, {
      assessed: false,
      id: 'slow-1',
      decision: 'allow',
      failure: 'timeout',
    });
    assert.equal(service.status().failures.timeout, 1);
    await service.close();
    const [log = ''] = filesOf(service.folder, /\.ndjson$/);
    assert.match(
      readFileSync(log, 'utf8'),
      /"what":"unassessed","id":"slow-1","failure":"timeout"/,
    );
  });

  test('when the record is damaged: it is set aside and begun again', async () => {
    const service = await open();
    await teach(service, 3);
    const [file = ''] = filesOf(service.folder, /[0-9a-f]{64}\.json$/);
    writeFileSync(file, '{"version":1,"signature":"x"');
    const { learned } = await assessed(service, { ...ANNA, facts: HOME });
    assert.equal(learned, 0);
    assert.equal(service.status().damaged, 1);
    assert.ok(readFileSync(`${file}.damaged`, 'utf8').startsWith('{"version":1'));
    await service.close();
  });

  test('when the background of all users is damaged: it is set aside and begun again', async () => {
    const service = await open();
    await teach(service, 3);
    await service.close();
    const [file = ''] = filesOf(service.folder, /population\.json$/);
    writeFileSync(file, '{');
    const again = await open({}, service.folder);
    assert.equal((await assessed(again, { ...ANNA, facts: HOME })).learned, 3);
    assert.equal(readFileSync(`${file}.damaged`, 'utf8'), '{');
    await again.close();
  });

  test('when the state is a file where a folder should be', async () => {
    const service = await open();
    writeFileSync(
      join(
        service.folder,
        'signins',
        createHash('sha256').update('org').digest('hex').slice(0, 32),
      ),
      '',
    );
    const response = await service.assess('org', { ...ANNA, facts: HOME });
    assert.equal(response.decision, 'allow');
    assert.equal(response.assessed, false);
    const refused = await service.confirm('org', { ...ANNA, id: 'x', outcome: 'passed' });
    assert.ok(refused instanceof VedetteError && refused.code === 'server-busy');
    await service.close();
  });

  test('when there is no room for another user or application', async () => {
    const service = await open({ usersMax: 1, applicationsMax: 1 });
    assert.equal((await assessed(service, { ...ANNA, facts: HOME })).kept, true);
    const second = await assessed(service, { ...ANNA, user: 'bert', facts: HOME });
    assert.equal(second.kept, false);
    const other = await service.assess('org', { ...ANNA, application: 'desk', facts: HOME });
    assert.ok(!other.assessed && other.failure === 'full');
    await service.close();
  });

  test('whatever was sent', async () => {
    const service = await open();
    const text = fc.option(fc.oneof(fc.string({ maxLength: 40 }), fc.ipV4(), fc.ipV6()), {
      nil: null,
    });
    const number = fc.option(fc.double(), { nil: null });
    const facts = fc.record({
      address: text,
      userAgent: text,
      platform: text,
      platformVersion: text,
      device: text,
      ja4: text,
      utcOffsetMinutes: number,
      roundTripMs: number,
      failures: number,
    });
    await fc.assert(
      fc.asyncProperty(facts, fc.string({ minLength: 1, maxLength: 20 }), async (sent, user) => {
        const response = await service.assess('org', { application: 'shop', user, facts: sent });
        assert.equal(AssessResponse.safeParse(response).success, true, JSON.stringify(response));
      }),
      { numRuns: 60 },
    );
    assert.deepEqual(service.status().failures, { timeout: 0, engine: 0, storage: 0, full: 0 });
    await service.close();
  });
});

describe('what was answered', () => {
  test('is there after kill -9, in the middle of anything', { timeout: 60_000 }, async () => {
    const folder = join(root, 'killed');
    for (let round = 0; round < 3; round += 1) {
      const child = spawn(
        process.execPath,
        [join(import.meta.dirname, 'testing/sign-in-child.ts'), folder, String(round)],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      let told = '';
      child.stdout.on('data', (chunk: Buffer) => (told += chunk.toString()));
      while (told.split('\n').length < 40 + round * 7) await once(child.stdout, 'data');
      child.kill('SIGKILL');
      await once(child, 'close');
      const answered = told.split('\n').slice(0, -1);
      const service = await open({}, folder);
      service.nowMs = START_MS + 3_600_000;
      const last = new Map(answered.map((line): [string, string] => split(line)));
      for (const [user, learned] of last) {
        const exported = await service.export('org', { application: 'shop', user });
        assert.ok(exported !== null && !(exported instanceof VedetteError), user);
        assert.ok(exported.signInsLearned >= Number(learned), `${user}: ${learned}`);
      }
      await service.prune(new AbortController().signal);
      assert.equal(service.status().damaged, 0);
      await service.close();
      assert.deepEqual(filesOf(folder, /users.*\.unfinished$/), []);
    }
  });

  test('is the same after a restart', async () => {
    const service = await open();
    await teach(service, 20);
    await service.close();
    const again = await open({}, service.folder);
    again.nowMs = service.nowMs;
    const odd = await assessed(again, { ...ANNA, facts: FAR });
    assert.equal(odd.decision, 'step-up');
    assert.equal(odd.learned, 20);
    await again.close();
  });
});

test('two at once for one user: both are kept', async () => {
  const service = await open();
  const ids = Array.from({ length: 8 }, (_, at) => `id-${at}`);
  await Promise.all(ids.map(async (id) => service.assess('org', { ...ANNA, id, facts: HOME })));
  const exported = await service.export('org', ANNA);
  assert.ok(exported !== null && !(exported instanceof VedetteError));
  assert.deepEqual(exported.waiting.map(({ id }) => id).toSorted(), ids);
  await service.close();
});

function filesOf(folder: string, name: RegExp): string[] {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((path) => name.test(path))
    .map((path) => join(folder, path));
}

function split(line: string): [string, string] {
  const [user = '', learned = ''] = line.split(' ');
  return [user, learned];
}

// Long because it tells one story of twelve days, which every list then reads.
import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { createIpRangeTable, DEFAULT_SETTINGS } from '@vedette/identity';
import type { z } from 'zod';

import { startApi, type TestApi } from '../../api/testing/start-api.ts';
import { createSignInService } from '../create-sign-in-service.ts';
import { addSignInRoutes } from '../sign-in-routes.ts';
import type { AssessResponse, SignInFacts } from '../sign-in-api.ts';
import type { SignInService } from '../sign-in-service.ts';
import {
  ApplicationsList,
  DetectionsList,
  RiskyUsersPage,
  SignInsPage,
  UserSignIns,
  VerdictResponse,
} from './history-api.ts';

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 0, 5, 9);
const DAYS = 12;
const ranges = (value: readonly [string, string]): ReturnType<typeof createIpRangeTable> =>
  createIpRangeTable({
    v4: `3405803776,3405804031,${value[0]}\n3325256704,3325256959,${value[1]}`,
    v6: '',
  });
const NETWORKS = { asn: ranges(['64500', '64501']), country: ranges(['NO', 'BR']) };
const HOME: SignInFacts = {
  address: '203.0.113.5',
  userAgent:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  device: 'cookie-1',
};
const FAR: SignInFacts = {
  address: '198.51.100.9',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:91.0) Gecko/20100101 Firefox/91.0',
  device: null,
};
const ODD_USER = 'anna/<script>@example.com';

const folder = mkdtempSync(join(tmpdir(), 'vedette-history-'));
const held = { nowMs: START_MS };
let service: SignInService;
let api: TestApi;

before(async () => {
  service = await open();
  api = await startApi({}, { more: [(app) => addSignInRoutes(app, service)] });
  for (const [application, user] of [
    ['shop', ODD_USER],
    ['desk', 'bert'],
  ] as const) {
    for (let day = 0; day < DAYS; day += 1) {
      held.nowMs = START_MS + day * DAY_MS;
      const { id } = await assess({ application, user }, HOME);
      await service.confirm('acme', { application, user, id, outcome: 'confirmed' });
    }
  }
  held.nowMs += 17 * 3_600_000;
});

after(async () => {
  await api[Symbol.asyncDispose]();
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(): Promise<SignInService> {
  const engine = { ...DEFAULT_SETTINGS, mode: 'enforce' } as const;
  const settings = { engine, networks: NETWORKS };
  return createSignInService({ stateFolder: folder, clock: () => held.nowMs, settings });
}

interface Whose {
  readonly application: string;
  readonly user: string;
}

async function assess(
  whose: Whose,
  facts: SignInFacts,
): Promise<Extract<AssessResponse, { assessed: true }>> {
  const response = await service.assess('acme', { ...whose, facts });
  assert.ok(response.assessed);
  return response;
}

async function get<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const response = await api.get(path, { headers: { authorization: 'Bearer view' } });
  const body: unknown = await response.json();
  assert.equal(response.status, 200, JSON.stringify(body));
  return schema.parse(body);
}

async function verdict(path: string, body: object, token = 'operate'): Promise<Response> {
  return api.get(path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

const ANNA: Whose = { application: 'shop', user: ODD_USER };
const annaPath = `/v1/signins/users/shop/${encodeURIComponent(ODD_USER)}`;

describe('what an operator sees of sign-ins', () => {
  test('risky ones with their reasons in order, and nothing that was usual', async () => {
    const { id } = await assess(ANNA, FAR);
    const { signIns, next, complete } = await get('/v1/signins', SignInsPage);
    assert.equal(next, null);
    assert.equal(complete, true);
    assert.equal(signIns.length, 1);
    const [item] = signIns;
    assert.ok(item !== undefined);
    assert.deepEqual([item.id, item.user, item.application], [id, ODD_USER, 'shop']);
    assert.deepEqual([item.wanted, item.outcome], ['step-up', 'none']);
    const weights = item.reasons.map(({ contribution }) => Math.abs(contribution));
    assert.deepEqual(
      weights,
      weights.toSorted((a, b) => b - a),
    );
    assert.deepEqual(item.seen, {
      ...{ country: 'BR', network: 'AS64501', kind: 'access', device: 'missing' },
      ...{ browser: 'Firefox', version: 91, system: 'Linux', type: 'desktop' },
    });
    const everything = await get('/v1/signins?decision=any&limit=500', SignInsPage);
    assert.equal(everything.signIns.length, 2 * DAYS + 1);
    const usual = everything.signIns.filter(({ wanted }) => wanted === 'allow');
    assert.ok(
      usual.some(({ outcome, outcomeBy }) => outcome === 'safe' && outcomeBy === 'application'),
    );
  });

  test('page after page, each sign-in once', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const after = cursor === '' ? '' : `&cursor=${cursor}`;
      const page: SignInsPage = await get(`/v1/signins?decision=any&limit=4${after}`, SignInsPage);
      seen.push(...page.signIns.map(({ id }) => id));
      cursor = page.next;
    }
    assert.equal(seen.length, 2 * DAYS + 1);
    assert.equal(new Set(seen).size, seen.length);
  });

  test('by application, user and time', async () => {
    const user = encodeURIComponent(ODD_USER);
    const of = async (query: string): Promise<number> =>
      (await get(`/v1/signins?decision=any&limit=500&${query}`, SignInsPage)).signIns.length;
    assert.equal(await of('application=desk'), DAYS);
    assert.equal(await of(`user=${user}`), DAYS + 1);
    assert.equal(await of(`since=${START_MS + (DAYS - 1) * DAY_MS}`), 3);
    assert.equal(await of(`until=${START_MS}`), 2);
    assert.equal(await of('application=nothing'), 0);
  });

  test('applications, users at risk, and what was detected', async () => {
    const { applications } = await get('/v1/signins/applications', ApplicationsList);
    assert.deepEqual(
      applications.map(({ application, signIns, risky, mode }) => [
        application,
        signIns,
        risky,
        mode,
      ]),
      [
        ['desk', DAYS, 0, 'enforce'],
        ['shop', DAYS + 1, 1, 'enforce'],
      ],
    );
    const { users, total } = await get('/v1/signins/users', RiskyUsersPage);
    assert.equal(total, 1);
    assert.deepEqual(
      users.map(({ user, risky, open: waiting, worst }) => [user, risky, waiting, worst]),
      [[ODD_USER, 1, 1, 'step-up']],
    );
    const { detections } = await get('/v1/signins/detections', DetectionsList);
    const country = detections.find(({ code }) => code === 'country-new');
    assert.equal(country?.signIns, 1);
    assert.equal(country.category, 'place');
    assert.match(country.example.text, /Brazil/);
  });

  test('a user: what is usual, in words, and no address, cookie or digest', async () => {
    const seen = await get(`${annaPath}?limit=3`, UserSignIns);
    assert.equal(seen.signature?.signInsLearned, DAYS);
    assert.equal(seen.signature.hours.length, 24);
    assert.deepEqual(
      seen.signature.countries.map(({ value, name }) => [value, name]),
      [['NO', 'Norway']],
    );
    assert.deepEqual(
      seen.signature.browsers.map(({ name }) => name),
      ['Chrome on Windows'],
    );
    assert.equal(seen.signature.known.addresses, 1);
    assert.equal(seen.recent.length, 3);
    assert.doesNotMatch(JSON.stringify(seen), /203\.0\.113|198\.51\.100|cookie-1/);
    const nobody = await get('/v1/signins/users/shop/nobody', UserSignIns);
    assert.deepEqual([nobody.signature, nobody.recent], [null, []]);
  });
});

describe('what an operator decides', () => {
  test('compromised: undone, said so, and by whom', async () => {
    // Later than the one before, which came from the same address and is left alone.
    held.nowMs += 60_000;
    const { id } = await assess(ANNA, FAR);
    await service.confirm('acme', { ...ANNA, id, outcome: 'passed' });
    const path = `/v1/signins/${id}/verdict`;
    const body = { application: 'shop', verdict: 'compromised' };
    for (const token of ['view', 'sign-ins', 'ingest'])
      assert.equal((await verdict(path, body, token)).status, 403);
    const answer = VerdictResponse.parse(await (await verdict(path, body)).json());
    assert.deepEqual(answer, { user: ODD_USER, signIns: [id], learned: [], undone: [id] });
    const { recent, signature } = await get(annaPath, UserSignIns);
    assert.equal(signature?.signInsLearned, DAYS);
    assert.deepEqual(
      [recent[0]?.id, recent[0]?.outcome, recent[0]?.outcomeBy],
      [id, 'compromised', 'a operate token'],
    );
    const { users } = await get('/v1/signins/users', RiskyUsersPage);
    assert.equal(users[0]?.compromised, 1);
  });

  test('safe, of all open ones of a user: learned at once', async () => {
    const answer = VerdictResponse.parse(
      await (await verdict(`${annaPath}/verdict`, { verdict: 'safe' })).json(),
    );
    assert.equal(answer.signIns.length, 1);
    assert.deepEqual(answer.learned, answer.signIns);
    const { signature } = await get(annaPath, UserSignIns);
    assert.equal(signature?.signInsLearned, DAYS + 1);
    assert.deepEqual((await get('/v1/signins?outcome=none', SignInsPage)).signIns, []);
    const again = await verdict(`${annaPath}/verdict`, { verdict: 'safe' });
    assert.deepEqual(VerdictResponse.parse(await again.json()).signIns, []);
  });

  test('an ordinary one that was somebody else is risky after all', async () => {
    const bert = { application: 'desk', user: 'bert' };
    const { id, wanted } = await assess(bert, HOME);
    assert.equal(wanted, 'allow');
    await service.report('acme', { ...bert, id });
    const { signIns } = await get('/v1/signins?application=desk', SignInsPage);
    assert.deepEqual(
      signIns.map((item) => [item.id, item.outcome, item.outcomeBy]),
      [[id, 'compromised', 'application']],
    );
  });

  test('about nothing that is there', async () => {
    const body = { application: 'shop', verdict: 'safe' };
    assert.equal((await verdict('/v1/signins/nothing/verdict', body)).status, 404);
    assert.equal((await verdict('/v1/signins/a%2Fb/verdict', body)).status, 400);
    const wrong = { ...body, verdict: 'deny' };
    assert.equal((await verdict('/v1/signins/nothing/verdict', wrong)).status, 400);
  });
});

test('an application may not read, a sensor neither, and another organisation sees nothing', async () => {
  for (const token of ['sign-ins', 'ingest']) {
    for (const path of ['/v1/signins', '/v1/signins/users', '/v1/signins/detections', annaPath]) {
      const response = await api.get(path, { headers: { authorization: `Bearer ${token}` } });
      assert.equal(response.status, 403, path);
    }
  }
  const elsewhere = await service.history.users('other', { limit: 50, offset: 0 });
  assert.deepEqual(elsewhere, { users: [], total: 0, complete: true });
});

test('all of it is there after a restart, past a torn and a foreign line', async () => {
  const before = await get('/v1/signins?decision=any&limit=500', SignInsPage);
  const file = logOf('shop');
  appendFileSync(file, '{"at":"2026-01-01T00:00:00.000Z","what":"other"}\n{"at":"20');
  const again = await open();
  const signIns = await again.history.signIns('acme', { decision: 'any', limit: 500 });
  assert.deepEqual(signIns, before);
  await again.close();
});

test('who is forgotten is in no line any more, and what is old is dropped line by line', async () => {
  await service.remove('acme', { application: 'desk', user: 'bert' });
  const { signIns } = await get('/v1/signins?decision=any&limit=500', SignInsPage);
  assert.ok(signIns.every(({ application }) => application === 'shop'));
  const lines = (): number => readFileSync(logOf('shop'), 'utf8').trim().split('\n').length;
  const known = lines();
  held.nowMs = START_MS + 95 * DAY_MS;
  await service.prune(new AbortController().signal);
  assert.ok(lines() < known);
  assert.doesNotMatch(readFileSync(logOf('shop'), 'utf8'), /"at":"2026-01-0[5-9]/);
});

function logOf(application: string): string {
  const name = readdirSync(folder, { recursive: true })
    .map(String)
    .find((path) => path.endsWith(join(application, 'assessments.ndjson')));
  return join(folder, name ?? '');
}

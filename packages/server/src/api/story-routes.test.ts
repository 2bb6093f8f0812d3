// Against the real event store: what is around a finding is what its questions find.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import type { ExecutionEvent } from '@vedette/core';
import type { z } from 'zod';

import type { ServerFinding } from '../findings/finding.ts';
import type { EventRow } from '../store/events/event-store.ts';
import { openEventStore } from '../store/events/open-event-store.ts';
import { plainRow } from '../store/events/testing/plain-row.ts';
import type { ProcessTree } from '../story/process-node.ts';
import { serverFinding } from '../testing/server-finding.ts';
import { KNOWS_NOTHING } from './openapi-document.ts';
import { Problem } from './problem.ts';
import { AlikeFindings, FindingTimeline, FindingTree } from './story-routes.ts';
import { startApi } from './testing/start-api.ts';

const T = 3_000_000_000_000;
const RETENTION_DAYS = 3_650;
const FINDING = 'x-0123456789ab';
const HOSTILE = '<img src=x>\u001b[2J\u202e';
const folder = await mkdtemp(join(tmpdir(), 'vedette-story-'));
const engine = { kind: 'chdb', folder: join(folder, 'events') } as const;
const events = openEventStore({ engine, retentionDays: RETENTION_DAYS });

function ran(
  event: Partial<ExecutionEvent>,
  more: Partial<Omit<EventRow, 'event'>> = {},
): Parameters<typeof plainRow>[0] {
  return { org: 'acme', score: 0.1, ...more, event };
}

/** init → sshd → bash → sh (the subject) → curl, tar → gzip → deeper → deepest. */
const ROWS = [
  ran({ id: 'sshd', pid: 2, ppid: 1, parentId: 'init', parent: 'systemd', comm: 'sshd' }),
  ran({ id: 'bash', parentId: 'sshd', pid: 3, ppid: 2, comm: 'bash' }),
  ran({ id: 'sh', parentId: 'bash', pid: 4, ppid: 3 }, { score: 0.9, finding: FINDING }),
  ran({ id: 'curl', parentId: 'sh', pid: 5, ppid: 4, comm: HOSTILE, argv: [HOSTILE] }),
  ran(
    {
      ...{ id: 'curl', parentId: 'sh', pid: 5, ppid: 4, t: T + 5, kind: 'connect' },
      endpoint: { protocol: 'tcp', address: '192.0.2.1', port: 443 },
    },
    { score: 0.7, finding: FINDING },
  ),
  ran(
    { id: 'curl', parentId: 'sh', pid: 5, ppid: 4, t: T + 9, kind: 'exit', exitCode: 7 },
    { score: null, shape: null },
  ),
  ran({ id: 'tar', parentId: 'sh', pid: 6, ppid: 4 }),
  ran({ id: 'gzip', parentId: 'tar', pid: 7, ppid: 6 }),
  ran({ id: 'deeper', parentId: 'gzip', pid: 8, ppid: 7 }),
  ran({ id: 'deepest', parentId: 'deeper', pid: 9, ppid: 8 }),
  // A sibling that is in the finding, one that is not, one of another host, one of another owner.
  ran({ id: 'nc', parentId: 'bash', pid: 10, ppid: 3 }, { score: 0.8, finding: FINDING }),
  ran({ id: 'ls', parentId: 'bash', pid: 11, ppid: 3 }),
  ran({ id: 'sh', parentId: 'bash', host: 'web-2' }, { finding: FINDING }),
  ran({ id: 'secret', parentId: 'sh' }, { org: 'other', finding: FINDING }),
  // Processes that claim to be each other's parents, and more than can be shown.
  ran({ id: 'a', parentId: 'b', workload: 'loop' }, { finding: 'x-00000000000a' }),
  ran({ id: 'b', parentId: 'a', workload: 'loop' }, { finding: 'x-00000000000a' }),
  ran({ id: 'fork', workload: 'bomb' }, { score: 0.9, finding: 'x-00000000000b' }),
  ...Array.from({ length: 400 }, (_, n) => ran({ id: `f${n}`, parentId: 'fork', pid: 1_000 + n })),
  ran({ pid: 7, ppid: 6, workload: 'plain' }, { finding: 'x-00000000000c' }),
];

const FINDINGS: readonly ServerFinding[] = [
  serverFinding({ hosts: ['web-1', 'web-2'] }),
  serverFinding({ id: 'x-00000000000a', subject: 'loop' }),
  serverFinding({ id: 'x-00000000000b', subject: 'bomb', facts: { argv: ['fork'], exe: '/f' } }),
  serverFinding({ id: 'x-00000000000c', subject: 'plain' }),
  serverFinding({ id: 'x-00000000000d', subject: 'gone', facts: { pid: 1.5 } }),
  serverFinding({ id: 'x-00000000000e', subject: 'gone' }),
  serverFinding({
    ...{ id: 's-000000000001', watch: 'sweep', subject: 'db-1', count: 4, lastMs: T + 1_000 },
    facts: { check: 'memfd-exe', pid: 77, ppid: 1, exe: '/memfd:x', argv: 'x --pool', uid: 0 },
  }),
  serverFinding({
    ...{ id: 's-000000000002', watch: 'sweep', subject: 'db-2' },
    facts: { check: 'memfd-exe', pid: 9, exe: '/memfd:x' },
  }),
  serverFinding({
    ...{ id: 's-000000000003', watch: 'sweep', subject: 'db-2' },
    facts: { check: 'cron', path: '/etc/cron.d/x' },
  }),
];

before(async () => {
  await events.migrate();
  const rows = ROWS.map((row, index) => plainRow({ ...row, index }));
  await events.insert({ events: rows, coverage: [] });
});
after(async () => {
  await events.close();
  await rm(folder, { recursive: true });
});

const open = (): ReturnType<typeof startApi> =>
  startApi({
    events,
    knowledge: { ...KNOWS_NOTHING, findings: (org) => (org === 'acme' ? FINDINGS : []) },
  });

async function read<Schema extends z.ZodType>(
  schema: Schema,
  path: string,
): Promise<z.infer<Schema>> {
  await using api = await open();
  const response = await api.get(`/v1/findings/${path}`);
  const body: unknown = await response.json();
  assert.equal(response.status, 200, JSON.stringify(body));
  return schema.parse(body);
}

/** `child<parent` of each node, in order. */
function linksOf({ nodes }: ProcessTree): string[] {
  return nodes.map(({ id, parentId }) => `${id}<${parentId ?? ''}`);
}

describe('the tree of a finding', () => {
  test('goes three levels up and down, with siblings that are in the finding', async () => {
    const tree = await read(FindingTree, `${FINDING}/tree`);
    assert.deepEqual(linksOf(tree).toSorted(), [
      ...['bash<sshd', 'curl<sh', 'deeper<gzip', 'gzip<tar', 'init<', 'nc<bash', 'sh<bash'],
      ...['sshd<init', 'tar<sh'],
    ]);
    const nodeOf = (id: string): ProcessTree['nodes'][number] | undefined =>
      tree.nodes.find((node) => node.id === id);
    const seen = new Set<string>();
    for (const { id, parentId } of tree.nodes) {
      assert.ok(parentId === null || seen.has(parentId), id);
      seen.add(id);
    }
    assert.deepEqual(
      tree.nodes.filter(({ isSubject }) => isSubject).map(({ id }) => id),
      ['sh'],
    );
    const { eventId, comm, uid, t } = nodeOf('init') ?? {};
    assert.deepEqual(
      { eventId, comm, uid, t },
      { eventId: null, comm: 'systemd', uid: null, t: null },
    );
    const curl = nodeOf('curl');
    assert.deepEqual(curl?.connections, [
      { address: '192.0.2.1', port: 443, protocol: 'tcp', kind: 'connect' },
    ]);
    assert.deepEqual([curl.endMs, curl.exit, curl.score, curl.t], [T + 9, { code: 7 }, 0.7, T]);
    assert.equal(tree.truncated, false);
    assert.match(tree.note ?? '', /of 2/);
  });

  test('of processes that are each other’s parents, of a flood, and without identities', async () => {
    const loop = await read(FindingTree, 'x-00000000000a/tree');
    assert.equal(loop.nodes.length, 2);
    assert.equal(loop.nodes.filter(({ parentId }) => parentId === null).length, 1);
    const bomb = await read(FindingTree, 'x-00000000000b/tree');
    assert.deepEqual([bomb.nodes.length, bomb.truncated], [200, true]);
    assert.ok(bomb.nodes.some(({ isSubject }) => isSubject));
    const plain = await read(FindingTree, 'x-00000000000c/tree');
    assert.deepEqual(linksOf(plain), ['pid:6<', 'pid:7<pid:6']);
    assert.match(plain.note ?? '', /identity/);
  });

  test('is what the finding tells where nothing is stored, and for a sweep', async () => {
    const gone = await read(FindingTree, 'x-00000000000e/tree');
    assert.deepEqual(linksOf(gone), ['pid:100<', 'pid:200<pid:100']);
    assert.match(gone.note ?? '', /no longer stored/);
    assert.deepEqual((await read(FindingTree, 'x-00000000000d/tree')).nodes, []);
    const swept = await read(FindingTree, 's-000000000001/tree');
    assert.deepEqual(linksOf(swept), ['pid:1<', 'pid:77<pid:1']);
    assert.deepEqual(swept.nodes[1]?.argv, ['x --pool']);
    const cron = await read(FindingTree, 's-000000000003/tree');
    assert.deepEqual([cron.nodes, cron.note], [[], 'it is about no process']);
  });
});

test('the timeline has what happened, what people did, and nothing that moves a cursor', async () => {
  const { entries } = await read(FindingTimeline, `${FINDING}/timeline`);
  assert.deepEqual(
    entries.map(({ kind, score }) => [kind, score]),
    [
      ['life', null],
      ...[['event', 0.9] as const, ['event', 0.8] as const, ['event', 0.1] as const],
      ['event', 0.7],
    ],
  );
  assert.match(entries.at(-1)?.text ?? '', /^connect 192\.0\.2\.1:443 /);
  assert.doesNotMatch(JSON.stringify(entries), /\u001b|\u202e/);
  const swept = await read(FindingTimeline, 's-000000000001/timeline');
  assert.deepEqual(
    swept.entries.map(({ kind, atMs }) => [kind, atMs - T]),
    [...[['life', 0] as const, ['sweep', 0] as const], ['sweep', 1_000]],
  );
});

test('what was like it, the most alike first, and not itself', async () => {
  const { alike } = await read(AlikeFindings, `${FINDING}/alike`);
  assert.ok(alike.every(({ finding }) => finding.id !== FINDING && finding.watch === 'executions'));
  assert.equal(alike[0]?.likeness, 1);
  assert.ok(alike.every(({ finding }) => finding.subject !== 'bomb'));
  const swept = await read(AlikeFindings, 's-000000000001/alike');
  assert.deepEqual(
    swept.alike.map(({ finding, likeness, why }) => [finding.id, likeness, why]),
    [['s-000000000002', 1, 'the same check and program']],
  );
});

test('a finding that is not there has no story', async () => {
  await using api = await open();
  for (const part of ['tree', 'timeline', 'alike']) {
    const missing = await api.get(`/v1/findings/x-ffffffffffff/${part}`);
    assert.equal(missing.status, 404);
    assert.equal(Problem.parse(await missing.json()).code, 'finding-not-there');
    for (const id of ["x-0'", '%00', 'x-0123456789ab%0a', 'x'.repeat(2_000)])
      assert.equal((await api.get(`/v1/findings/${id}/${part}`)).status, 400, id);
  }
});

import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';

import { openStateStore } from '../baseline/state-store.ts';
import { TEST_CATALOG } from '../findings/testing/test-catalog.ts';
import type { HostSweep } from '../fleet/host-sweep.ts';
import type { ItemRecord } from '../wire/item-record.ts';
import type { ProcessRecord } from '../wire/process-record.ts';
import { createReviewer } from './review-sweep.ts';
import { HostReport } from './sweep-report.ts';

const SECTIONS = new Map([
  ['host', 'complete'],
  ['processes', 'complete'],
  ['ssh', 'complete'],
] as const);

function sweepOf(other: Partial<HostSweep> = {}): HostSweep {
  return {
    target: { name: 'web-1', ssh: 'web-1', note: '', tags: [], sudo: false },
    startedAt: new Date('2026-01-01T00:00:00Z'),
    durationMs: 5,
    outcome: { kind: 'ended', exitCode: 0, stderrTail: '' },
    host: {
      bootId: 'b',
      uptimeSecs: 1,
      load1: 0.5,
      cpus: 1,
      uid: 0,
      pidNamespace: 'init',
      clockSecs: 1,
      kernel: 'k',
      hostname: 'h',
    },
    processes: [],
    items: [],
    gaps: [],
    unknownCodes: 0,
    violations: { count: 0, first: [] },
    sections: SECTIONS,
    finished: true,
    whole: true,
    limit: null,
    noise: { bytes: 0, lines: 0 },
    bytesSent: 1,
    bytesReceived: 1,
    ...other,
  };
}

function keyItem(name: string): ItemRecord {
  return {
    section: 'ssh',
    subject: 'key',
    key: name,
    value: 'v',
    evidence: new Set(),
    held: new Set(),
    failed: new Set(),
    verdicts: [{ check: 'key', disposition: 'ambiguous', severity: 'medium' }],
    unknownCodes: 0,
    facts: { user: name, key: name },
  };
}

const miner: ProcessRecord = {
  section: 'processes',
  pid: 7,
  startTicks: 100,
  evidence: new Set(['deleted', 'pegged']),
  held: new Set(),
  failed: new Set(),
  verdicts: [{ check: 'gone', disposition: 'slam-dunk', severity: 'critical' }],
  unknownCodes: 0,
  facts: { pid: '7', exe: '/tmp/x (deleted)' },
};

async function reviewer(
  t: TestContext,
): Promise<{ review: (sweep: HostSweep) => Promise<HostReport>; hosts: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'vedette-review-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const review = createReviewer({
    store: openStateStore(folder),
    selected: TEST_CATALOG.checks,
    catalog: TEST_CATALOG,
    fleet: ['web-1'],
  });
  return {
    review: async (sweep) => HostReport.parse(await review(sweep)),
    hosts: join(folder, 'hosts'),
  };
}

describe('the report of a host', () => {
  test('is clean only if everything was seen', async (t) => {
    const { review } = await reviewer(t);
    const report = await review(sweepOf());
    assert.equal(report.status, 'clean');
    assert.equal(report.checks, TEST_CATALOG.checks.length);
  });

  const reason = 'r';
  for (const [what, other] of [
    ['a blind gap', { gaps: [{ check: 'key', effect: 'blind', reason }] }],
    ['a gap of something unknown', { gaps: [{ check: 'what', effect: 'blind', reason }] }],
    ['a section that did not end', { sections: new Map([...SECTIONS, ['ssh', 'incomplete']]) }],
    ['a section that did not come', { sections: new Map([...SECTIONS, ['ssh', 'missing']]) }],
    ['a violation', { violations: { count: 1, first: [{ code: 'frame', detail: 'd' }] } }],
    ['a forged code', { unknownCodes: 1 }],
    ['a flood', { outcome: { kind: 'flooded' }, limit: 'stream' }],
    ['a time-out', { outcome: { kind: 'timed-out' } }],
    ['a shell that failed', { outcome: { kind: 'ended', exitCode: 1, stderrTail: '' } }],
    ['no host record', { host: null }],
    ['a stream that broke off', { whole: false, finished: false }],
  ] as const satisfies readonly (readonly [string, Partial<HostSweep>])[]) {
    test(`is incomplete after ${what}`, async (t) => {
      const { review } = await reviewer(t);
      assert.equal((await review(sweepOf(other))).status, 'incomplete');
    });
  }

  test('is clean with a limited gap', async (t) => {
    const { review } = await reviewer(t);
    const gaps = [{ check: 'key', effect: 'limited', reason } as const];
    const report = await review(sweepOf({ gaps }));
    assert.equal(report.status, 'clean');
    assert.deepEqual(report.coverage, gaps);
  });

  test('has findings even if it is incomplete', async (t) => {
    const { review } = await reviewer(t);
    const report = await review(sweepOf({ processes: [miner], whole: false, unknownCodes: 1 }));
    assert.equal(report.status, 'findings');
    assert.equal(report.findings[0]?.disposition, 'slam-dunk');
    assert.equal(report.coverage.length, 1);
  });

  test('is unreachable without a session, and says what to do', async (t) => {
    const { review, hosts } = await reviewer(t);
    const outcome = { kind: 'unreachable', reason: 'refused', message: 'm', hint: 'h' } as const;
    const sections = new Map([['host', 'missing']] as const);
    const report = await review(sweepOf({ outcome, host: null, sections, bytesReceived: 0 }));
    assert.equal(report.status, 'unreachable');
    assert.deepEqual(report.problem, { code: 'refused', reason: 'm', next: 'h' });
    assert.equal((await readdir(hosts)).length, 1);
    assert.equal((await review(sweepOf())).baseline.state, 'learning');
  });

  test('whose turn did not come leaves no trace', async (t) => {
    const { review, hosts } = await reviewer(t);
    const outcome = { kind: 'not-started', reason: 'stopped' } as const;
    assert.equal((await review(sweepOf({ outcome, bytesReceived: 0 }))).status, 'unreachable');
    await assert.rejects(readdir(hosts), { code: 'ENOENT' });
  });

  test('says no more than it must of a host that floods it with gaps', async (t) => {
    const { review } = await reviewer(t);
    const gaps = Array.from({ length: 5000 }, (_, at) => ({
      check: 'key',
      effect: 'blind' as const,
      reason: `r${at}`,
    }));
    const { coverage } = await review(sweepOf({ gaps }));
    assert.equal(coverage.length, 201);
    assert.equal(coverage.at(-1)?.reason, '4800 more gaps');
  });

  test('says a drift once it has learned', async (t) => {
    const { review } = await reviewer(t);
    const first = await review(sweepOf({ items: [keyItem('a')] }));
    assert.equal(first.baseline.state, 'learning');
    const second = await review(sweepOf({ items: [keyItem('a'), keyItem('b')] }));
    assert.equal(second.baseline.state, 'watching');
    assert.deepEqual(
      second.findings.map(({ change, summary }) => `${change} ${summary}`),
      ['new a key for b'],
    );
  });

  test('is incomplete when its baseline cannot be read, and still alerts', async (t) => {
    const { review, hosts } = await reviewer(t);
    await review(sweepOf());
    const [name = ''] = await readdir(hosts);
    await writeFile(join(hosts, name), 'x');
    const report = await review(sweepOf());
    assert.equal(report.status, 'incomplete');
    assert.equal(report.baseline.state, 'unknown');
    assert.match(report.coverage[0]?.reason ?? '', /not JSON.*nothing was overwritten/);
    assert.equal((await review(sweepOf({ processes: [miner] }))).status, 'findings');
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { anyRecord } from './encode-frames-for-test.ts';
import type { KnownCodes } from './judged-record.ts';
import { parseRecords } from './parse-records.ts';
import type { WireRecord } from './wire-record.ts';

const KNOWN: KnownCodes = {
  evidence: new Set(['exe-deleted', 'cpu-now', 'owned']),
  checks: new Set(['deleted-exe']),
};

function record(type: string, fields: Record<string, string>, section = 'processes'): WireRecord {
  return { section, type, fields: new Map(Object.entries(fields)) };
}

const HOST = {
  boot: '3c6ffd81-6822-4696-a219-3d4a0c3eb8d9',
  uptime: '2081.47',
  load1: '0.27',
  cpus: '2',
  uid: '0',
  pidns: 'init',
  now: '1795209033',
  kernel: '6.1.0',
  hostname: 'web',
};
const PROCESS = { pid: '12', start: '345', exe: '/tmp/x', evidence: 'exe-deleted' };
const ITEM = { subject: 'module', key: 'k', value: 'v', evidence: '' };
const GAP = { check: 'kernel', effect: 'blind', reason: 'not readable' };

describe('parseRecords', () => {
  it('types a host', () => {
    const { host, violations } = parseRecords([record('host', HOST, 'host')], KNOWN);
    assert.equal(violations.count, 0);
    assert.deepEqual(host, {
      bootId: HOST.boot,
      uptimeSecs: 2081.47,
      load1: 0.27,
      cpus: 2,
      uid: 0,
      pidNamespace: 'init',
      clockSecs: 1_795_209_033,
      kernel: '6.1.0',
      hostname: 'web',
    });
  });

  it('takes what a host could not read as null', () => {
    const sparse = { ...HOST, boot: '', uid: '', cpus: '' };
    const { host } = parseRecords([record('host', sparse, 'host')], KNOWN);
    assert.deepEqual([host?.bootId, host?.uid, host?.cpus], [null, null, null]);
  });

  it('types a process, with its facts and the verdicts of the host', () => {
    const sent = {
      ...PROCESS,
      evidence: 'exe-deleted,cpu-now',
      held: 'owned',
      failed: '',
      verdict: 'deleted-exe:ambiguous:high',
    };
    const [process] = parseRecords([record('process', sent)], KNOWN).processes;
    assert.deepEqual([process?.pid, process?.startTicks], [12, 345]);
    assert.deepEqual([...(process?.evidence ?? [])], ['exe-deleted', 'cpu-now']);
    assert.deepEqual([...(process?.held ?? [])], ['owned']);
    assert.deepEqual(process?.verdicts, [
      { check: 'deleted-exe', disposition: 'ambiguous', severity: 'high' },
    ]);
    assert.equal(Object.getPrototypeOf(process?.facts), null);
    assert.deepEqual({ ...process?.facts }, { pid: '12', start: '345', exe: '/tmp/x' });
  });

  it('types an item and a gap', () => {
    const { items, gaps } = parseRecords([record('item', ITEM), record('gap', GAP)], KNOWN);
    assert.deepEqual([items[0]?.subject, items[0]?.key, items[0]?.value], ['module', 'k', 'v']);
    assert.deepEqual(gaps, [GAP]);
  });

  it('drops and counts codes and checks that it does not know', () => {
    const sent = {
      ...PROCESS,
      evidence: 'exe-deleted,from-the-future',
      held: 'from-the-past',
      verdict: 'no-check:slam-dunk:critical',
    };
    const { processes, unknownCodes, violations } = parseRecords([record('process', sent)], KNOWN);
    assert.deepEqual([...(processes[0]?.evidence ?? [])], ['exe-deleted']);
    assert.equal(processes[0]?.verdicts.length, 0);
    assert.deepEqual([unknownCodes, violations.count], [3, 0]);
  });

  const codes = Array.from({ length: 65 }, (_, index) => `c${index}`).join(',');
  const refused: readonly (readonly [string, WireRecord])[] = [
    ['a process without a pid', record('process', { start: '1' })],
    ['a pid of 0', record('process', { ...PROCESS, pid: '0' })],
    ['a pid beyond the kernel', record('process', { ...PROCESS, pid: '4194305' })],
    ['a pid in hex', record('process', { ...PROCESS, pid: '0x10' })],
    ['a negative start', record('process', { ...PROCESS, start: '-1' })],
    ['a start without end', record('process', { ...PROCESS, start: '9'.repeat(17) })],
    ['evidence that is no code', record('process', { ...PROCESS, evidence: 'A b' })],
    ['too much evidence', record('process', { ...PROCESS, evidence: codes })],
    ['a verdict without severity', record('process', { ...PROCESS, verdict: 'a:benign' })],
    ['a verdict of its own', record('process', { ...PROCESS, verdict: 'a:freeze:high' })],
    ['a verdict with more', record('process', { ...PROCESS, verdict: 'a:benign:high:x' })],
    ['an item without a key', record('item', { subject: 'module', value: '' })],
    ['an item of no subject', record('item', { ...ITEM, subject: '' })],
    ['a gap that says nothing', record('gap', { ...GAP, reason: '' })],
    ['a gap of another effect', record('gap', { ...GAP, effect: 'none' })],
    ['a host with an infinite load', record('host', { ...HOST, load1: 'Infinity' }, 'host')],
    ['a host in another namespace', record('host', { ...HOST, pidns: 'mine' }, 'host')],
    ['a host record in another section', record('host', HOST, 'ssh')],
    ['a type that is no record', record('boom', {})],
  ];
  for (const [name, sent] of refused) {
    it(`blames: ${name}`, () => {
      const { violations, host, processes, items, gaps } = parseRecords([sent], KNOWN);
      assert.equal(violations.count, 1);
      assert.equal(violations.first[0]?.code, 'record');
      assert.deepEqual([host, processes, items, gaps], [null, [], [], []]);
    });
  }

  it('blames a second host record', () => {
    const sent = record('host', HOST, 'host');
    assert.equal(parseRecords([sent, sent], KNOWN).violations.count, 1);
  });

  it('types or blames every record, never throws, and blames in inert words', () => {
    const bases: Readonly<Record<string, Record<string, string>>> = {
      process: PROCESS,
      item: ITEM,
      gap: GAP,
    };
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 8 }), fc.boolean(), (plain, whole) => {
        const records = plain.map(({ type, fields }) =>
          record(type, whole ? { ...fields, ...bases[type] } : { ...bases[type], ...fields }),
        );
        const { processes, items, gaps, violations } = parseRecords(records, KNOWN);
        const typed = processes.length + items.length + gaps.length;
        assert.equal(typed + violations.count, records.length);
        for (const { detail } of violations.first) assert.doesNotMatch(detail, /[\p{Cc}\p{Cf}]/u);
      }),
    );
  });
});

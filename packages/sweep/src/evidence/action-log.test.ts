import assert from 'node:assert/strict';
import {
  appendFileSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { VedetteError } from '@vedette/core';

import type { NewLogEntry } from './action-log.ts';
import { runChild } from './testing/run-child.ts';
import {
  ID,
  NEEDS_MOUNT,
  openEvidence,
  PLANNED,
  sealOne,
  smallDisk,
  type TestEvidence,
  temporaryEvidence,
  unlock,
} from './testing/test-evidence.ts';

const ENTRY: NewLogEntry = { action: ID, host: 'web-1', who: 'ann', event: { kind: 'freezing' } };
const fileOf = ({ folder }: TestEvidence): string => join(folder, 'actions/log.ndjson');

describe('the log of actions', () => {
  test('is empty, and makes nothing, until something happens', async (t) => {
    const evidence = temporaryEvidence(t);
    assert.deepEqual(await evidence.log.entries(), []);
    assert.deepEqual(await evidence.log.verify(), []);
    assert.equal(await evidence.log.head(), null);
    assert.deepEqual(readdirSync(evidence.folder), []);
  });

  test('gives back what was appended, chained and numbered', async (t) => {
    const { folder, log } = temporaryEvidence(t);
    const first = await log.append({ ...ENTRY, event: PLANNED });
    const second = await log.append(ENTRY);
    assert.deepEqual(await openEvidence(folder).log.entries(), [first, second]);
    assert.equal(second.previous, first.hash);
    assert.equal(second.seq, 2);
    assert.deepEqual(await log.head(), { seq: 2, hash: second.hash });
    assert.deepEqual(await log.verify(), []);
    assert.equal(statSync(join(folder, 'actions/log.ndjson')).mode & 0o777, 0o600);
  });

  test('holds one chain, whoever appends at once', async (t) => {
    const evidence = temporaryEvidence(t);
    await Promise.all(
      ['a', 'b', 'c'].map(async (who) => runChild('append-entries', evidence.folder, '8', who)),
    );
    const entries = await evidence.log.entries();
    assert.equal(entries.length, 24);
    assert.deepEqual(
      Object.values(Object.groupBy(entries, ({ who }) => who)).map((all) => all?.length),
      [8, 8, 8],
    );
    assert.deepEqual(await evidence.log.verify(), []);
  });

  test('does not believe a torn last line, and sets it aside', async (t) => {
    const evidence = temporaryEvidence(t);
    const { log, folder } = evidence;
    await log.append(ENTRY);
    await log.append({ ...ENTRY, who: 'torn' });
    const { size } = statSync(fileOf(evidence));
    truncateSync(fileOf(evidence), size - 1);
    assert.equal((await log.entries()).length, 1);
    assert.match((await log.verify())[0]?.problem ?? '', /no end/);
    const next = await log.append(ENTRY);
    assert.equal(next.seq, 2);
    assert.ok((next.setAside?.bytes ?? 0) > 100);
    assert.deepEqual(await log.verify(), []);
    const names = readdirSync(join(folder, 'actions'));
    const torn = names.find((name) => name.startsWith('torn-')) ?? '';
    assert.match(readFileSync(join(folder, 'actions', torn), 'utf8'), /"who":"torn"/);
    writeFileSync(join(folder, 'actions', torn), 'x');
    assert.match((await log.verify())[0]?.problem ?? '', /not as it was/);
  });

  test('takes nothing more when its last line is not its own', async (t) => {
    const evidence = temporaryEvidence(t);
    await evidence.log.append(ENTRY);
    appendFileSync(fileOf(evidence), 'x\n');
    const before = readFileSync(fileOf(evidence));
    const unreadable = { code: 'action-log-unreadable' };
    await assert.rejects(evidence.log.append(ENTRY), unreadable);
    await assert.rejects(evidence.log.entries(), unreadable);
    await assert.rejects(evidence.log.head(), unreadable);
    assert.deepEqual(readFileSync(fileOf(evidence)), before);
    assert.equal((await evidence.log.verify()).length, 1);
  });

  test('shows a line that was taken out, put elsewhere or written again', async (t) => {
    const evidence = temporaryEvidence(t);
    for (const who of ['a', 'b', 'c']) await evidence.log.append({ ...ENTRY, who });
    const [a, b, c] = readFileSync(fileOf(evidence), 'utf8').split('\n');
    for (const lines of [
      [b, c],
      [a, c],
      [b, a, c],
      [a, a, b, c],
    ]) {
      writeFileSync(fileOf(evidence), `${lines.join('\n')}\n`);
      assert.notDeepEqual(await evidence.log.verify(), []);
      await assert.rejects(evidence.log.entries(), { code: 'action-log-unreadable' });
    }
  });

  test('has a bound, and says so', async (t) => {
    const evidence = temporaryEvidence(t, 1_000);
    await evidence.log.append(ENTRY);
    const full = async (): Promise<void> => {
      for (let tries = 0; tries < 3; tries += 1) await evidence.log.append(ENTRY);
    };
    await assert.rejects(full, (error) => {
      assert.ok(error instanceof VedetteError);
      assert.match(error.message, /the most is 1000/);
      return error.code === 'action-log-unwritable';
    });
    assert.deepEqual(await evidence.log.verify(), []);
  });

  test('goes on after an entry that it could not take', async (t) => {
    const evidence = temporaryEvidence(t);
    const big = { ...PLANNED, finding: { id: 'F', check: 'c', summary: 'x'.repeat(300_000) } };
    const results = await Promise.allSettled([
      evidence.log.append({ ...ENTRY, event: big }),
      evidence.log.append(ENTRY),
    ]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['rejected', 'fulfilled'],
    );
    assert.equal((await evidence.log.entries()).length, 1);
  });

  test('contradicts a bundle that is not the one it logged', async (t) => {
    const evidence = temporaryEvidence(t);
    await sealOne(evidence);
    unlock(evidence.folder);
    assert.deepEqual(await evidence.log.verify(), []);
    appendFileSync(join(evidence.folder, 'evidence', ID, 'manifest.json'), ' ');
    assert.match((await evidence.log.verify())[0]?.problem ?? '', /not the one it names/);
  });

  test('is as it was when the disk is full', NEEDS_MOUNT, async (t) => {
    const evidence = openEvidence(smallDisk(t, 128 * 1024));
    await evidence.log.append(ENTRY);
    const filler = join(evidence.folder, 'filler');
    assert.throws(() => {
      for (;;) appendFileSync(filler, Buffer.alloc(4_096));
    }, /ENOSPC/);
    // The last page still has room for some entries.
    let before = readFileSync(fileOf(evidence));
    await assert.rejects(
      async () => {
        for (let tries = 0; tries < 100; tries += 1) {
          before = readFileSync(fileOf(evidence));
          await evidence.log.append(ENTRY);
        }
      },
      { code: 'action-log-unwritable' },
    );
    assert.deepEqual(readFileSync(fileOf(evidence)), before);
    assert.deepEqual(await evidence.log.verify(), []);
    truncateSync(filler, 0);
    assert.equal((await evidence.log.append(ENTRY)).setAside, null);
    assert.deepEqual(await evidence.log.verify(), []);
  });
});

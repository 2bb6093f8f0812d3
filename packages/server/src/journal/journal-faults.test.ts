import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import fsPromises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';

import { type ErrorCodeName, VedetteError } from '@vedette/core';

import type { JournalRecord } from './journal.ts';
import { openJournal } from './open-journal.ts';

const { open } = fsPromises;
let folder = '';

beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'vedette-journal-'))));
afterEach(() => {
  failToOpen(() => null);
  rmSync(folder, { recursive: true, force: true });
});

/** Makes the system refuse to open some files, as it does when a table or a disk is full. */
function failToOpen(codeFor: (path: string) => string | null): void {
  fsPromises.open = async (path, ...rest) => {
    const code = codeFor(String(path));
    if (code !== null) throw Object.assign(new Error(`${code}: ${String(path)}`), { code });
    return open(path, ...rest);
  };
  syncBuiltinESMExports();
}

function batch(id: number, bytes: number): JournalRecord {
  return {
    ...{ kind: 'batch', org: 'o', receivedMs: id, batchId: String(id), format: 'otlp-json' },
    body: new Uint8Array(bytes),
  };
}

function isCode(code: ErrorCodeName): (error: unknown) => boolean {
  return (error) => error instanceof VedetteError && error.code === code;
}

async function positionsOf(): Promise<number[]> {
  const journal = await openJournal({ folder, bytesMax: 1024 ** 2 });
  const positions: number[] = [];
  for await (const { position } of journal.read(0)) positions.push(position);
  await journal.close();
  return positions;
}

for (const refused of ['its folder, to sync the name', 'the new segment']) {
  test(`what follows a roll that failed at ${refused} is still there`, async () => {
    const journal = await openJournal({ folder, bytesMax: 1024 ** 2, segmentBytes: 1_024 });
    await journal.append(batch(1, 700));
    const isRefused = (path: string): boolean =>
      path === folder || (path.endsWith('2.journal') && refused === 'the new segment');
    failToOpen((path) => (isRefused(path) ? 'EMFILE' : null));
    await assert.rejects(journal.trim(journal.end), isCode('journal-unwritable'));
    failToOpen(() => null);
    assert.equal(await journal.append(batch(2, 10)), 2);
    assert.equal(await journal.append(batch(3, 10)), 3);
    await journal.close();
    assert.deepEqual(await positionsOf(), [1, 2, 3]);
  });
}

test('a disk that is too full for a new segment does not keep the old ones', async () => {
  const journal = await openJournal({ folder, bytesMax: 1024 ** 2, segmentBytes: 1_024 });
  for (let id = 1; id <= 5; id += 1) await journal.append(batch(id, 700));
  const segments = readdirSync(folder).length;
  failToOpen((path) => (path.endsWith('.new') ? 'ENOSPC' : null));
  await assert.rejects(journal.trim(journal.end), isCode('journal-unwritable'));
  assert.ok(readdirSync(folder).length < segments);
  assert.equal(journal.first, journal.end);
  await journal.close();
});

// Long because each kind of damage that a disk can do to a journal has its case here.
import assert from 'node:assert/strict';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { type ErrorCodeName, VedetteError } from '@vedette/core';
import fc from 'fast-check';

import type { Journal, JournalEntry, JournalRecord } from './journal.ts';
import { openJournal } from './open-journal.ts';

const folders: string[] = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));
const MIB = 1024 * 1024;

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vedette-journal-'));
  folders.push(folder);
  return folder;
}

function batch(id: number, bytes = 10): JournalRecord {
  return {
    ...{ kind: 'batch', org: 'o', receivedMs: id, batchId: String(id), format: 'otlp-json' },
    body: new Uint8Array(bytes).fill(id % 256),
  };
}

async function entriesOf(journal: Journal, after = 0): Promise<JournalEntry[]> {
  return listOf(journal.read(after));
}

async function listOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

function isError(code: ErrorCodeName): (error: unknown) => boolean {
  return (error) => error instanceof VedetteError && error.code === code;
}

function segmentsOf(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.journal'))
    .toSorted()
    .map((name) => join(folder, name));
}

function damage(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ 0x10;
  writeFileSync(file, bytes);
}

const text = fc.string({ unit: 'grapheme' });
const anyRecord: fc.Arbitrary<JournalRecord> = fc.oneof(
  fc.record({
    kind: fc.constant('batch' as const),
    ...{ org: text, receivedMs: fc.maxSafeNat(), batchId: text },
    format: fc.constantFrom('otlp-protobuf', 'otlp-json', 'events-json'),
    body: fc.uint8Array({ maxLength: 3_000 }),
  }),
  fc.record({
    kind: fc.constant('sweep' as const),
    ...{ org: text, receivedMs: fc.maxSafeNat(), report: text },
  }),
  fc.record({
    kind: fc.constant('command' as const),
    ...{ org: text, receivedMs: fc.maxSafeNat(), by: text },
    command: fc.constant({ do: 'resolve' as const, finding: 'x-0123456789ab', note: 'n' }),
  }),
);

test('what is appended is read back, by this process and by the next', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyRecord, { maxLength: 12 }), fc.nat(12), async (records, after) => {
      const folder = newFolder();
      const options = { folder, bytesMax: MIB, segmentBytes: 2_000 };
      const journal = await openJournal(options);
      const positions = await Promise.all(records.map((record) => journal.append(record)));
      assert.deepEqual(
        positions,
        records.map((_, index) => index + 1),
      );
      const expected = records.map((record, index) => ({ position: index + 1, record }));
      assert.deepEqual(plain(await entriesOf(journal, after)), plain(expected.slice(after)));
      await journal.close();
      const again = await openJournal(options);
      assert.deepEqual([again.end, again.tornBytes], [records.length, 0]);
      assert.deepEqual(plain(await entriesOf(again, after)), plain(expected.slice(after)));
      await again.close();
      rmSync(folder, { recursive: true });
    }),
    { numRuns: 60 },
  );
});

/** Buffers and plain arrays of bytes are the same here. */
function plain(entries: readonly JournalEntry[]): unknown {
  return entries.map(({ position, record }) => ({
    position,
    record: { ...record, ...('body' in record ? { body: [...record.body] } : {}) },
  }));
}

test('appends at the same time share syncs and keep their order', async () => {
  const journal = await openJournal({ folder: newFolder(), bytesMax: 64 * MIB });
  const ids = Array.from({ length: 3_000 }, (_, index) => index);
  const positions = await Promise.all(ids.map((id) => journal.append(batch(id, id))));
  assert.deepEqual(
    positions,
    ids.map((id) => id + 1),
  );
  const ordered = (await entriesOf(journal)).map(({ record }) => record.receivedMs);
  assert.deepEqual(ordered, ids);
  await journal.close();
});

test('a reader sees what was durable when it was asked for', async () => {
  const journal = await openJournal({ folder: newFolder(), bytesMax: MIB });
  await journal.append(batch(1));
  const reading = journal.read(0);
  await journal.append(batch(2));
  assert.equal((await listOf(reading)).length, 1);
  await journal.close();
});

test('a file that ends at any byte gives every whole entry, and goes on behind it', async () => {
  const folder = newFolder();
  const journal = await openJournal({ folder, bytesMax: MIB });
  const ends = [journal.bytes];
  for (let id = 1; id <= 6; id += 1) {
    await journal.append(batch(id, 13 * id));
    ends.push(journal.bytes);
  }
  await journal.close();
  const [file = ''] = segmentsOf(folder);
  const bytes = readFileSync(file);
  const headerEnd = ends[0] ?? 0;
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    const torn = newFolder();
    writeFileSync(join(torn, '0000000000000001.journal'), bytes.subarray(0, cut));
    if (cut < headerEnd) {
      await assert.rejects(
        openJournal({ folder: torn, bytesMax: MIB }),
        isError('journal-corrupt'),
      );
      continue;
    }
    const opened = await openJournal({ folder: torn, bytesMax: MIB });
    const whole = ends.filter((end) => end <= cut).length - 1;
    assert.equal(opened.end, whole, `cut at ${cut}`);
    const isWhole = ends.includes(cut) || cut === bytes.length;
    assert.equal(opened.tornBytes, isWhole ? 0 : cut - (ends[whole] ?? 0));
    assert.equal(await opened.append(batch(99)), whole + 1);
    assert.equal((await entriesOf(opened)).length, whole + 1);
    await opened.close();
    rmSync(torn, { recursive: true });
  }
});

test('damage to anything acknowledged is an error that names the file, and changes nothing', async () => {
  const folder = newFolder();
  const journal = await openJournal({ folder, bytesMax: MIB });
  const start = journal.bytes;
  // In one group, so that only the mark behind them says that they were acknowledged.
  await Promise.all([1, 2, 3].map((id) => journal.append(batch(id, 40))));
  const end = journal.bytes;
  await journal.close();
  const [file = ''] = segmentsOf(folder);
  for (let at = 0; at < end; at += 1) {
    const damaged = newFolder();
    const copy = join(damaged, '0000000000000001.journal');
    copyFileSync(file, copy);
    damage(copy, at);
    const before = readFileSync(copy);
    await assert.rejects(
      openJournal({ folder: damaged, bytesMax: MIB }),
      (error) => error instanceof VedetteError && error.message.includes(copy),
      `byte ${at}, ${at < start ? 'header' : 'frames'}`,
    );
    assert.deepEqual(readFileSync(copy), before);
    rmSync(damaged, { recursive: true });
  }
});

test('whatever happens to a file, what is read of it was written to it, in order', async () => {
  const folder = newFolder();
  const journal = await openJournal({ folder, bytesMax: MIB });
  const records = Array.from({ length: 9 }, (_, id) => batch(id, (id * 37) % 90));
  await Promise.all(records.slice(0, 4).map((record) => journal.append(record)));
  for (const record of records.slice(4)) await journal.append(record);
  await journal.close();
  const whole = readFileSync(segmentsOf(folder)[0] ?? '');
  const damages = fc.array(
    fc.tuple(fc.nat(whole.length), fc.nat(255), fc.constantFrom('set', 'cut', 'put', 'repeat')),
    { minLength: 1, maxLength: 3 },
  );
  await fc.assert(
    fc.asyncProperty(damages, async (changes) => {
      let bytes: Buffer = whole;
      for (const [at, byte, how] of changes) {
        const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)];
        if (how === 'set') bytes = Buffer.concat([head, Buffer.of(byte), tail.subarray(1)]);
        else if (how === 'cut') bytes = Buffer.concat([head, tail.subarray(byte)]);
        else bytes = Buffer.concat([head, how === 'put' ? Buffer.of(byte) : tail, tail]);
      }
      const damaged = newFolder();
      writeFileSync(join(damaged, '0000000000000001.journal'), bytes);
      try {
        const opened = await openJournal({ folder: damaged, bytesMax: MIB });
        const read = await entriesOf(opened);
        await opened.close();
        const written = records.map((record, index) => ({ position: index + 1, record }));
        assert.deepEqual(plain(read), plain(written.slice(0, read.length)));
      } catch (error) {
        assert.ok(isError('journal-corrupt')(error), String(error));
      }
      rmSync(damaged, { recursive: true });
    }),
    { numRuns: 500 },
  );
});

test('damage to an older file is an error when it is read', async () => {
  const folder = newFolder();
  const options = { folder, bytesMax: MIB, segmentBytes: 1_000 };
  const journal = await openJournal(options);
  for (let id = 1; id <= 30; id += 1) await journal.append(batch(id, 100));
  await journal.close();
  const [oldest = '', second = ''] = segmentsOf(folder);
  damage(oldest, 300);
  const damaged = await openJournal(options);
  await assert.rejects(entriesOf(damaged), isError('journal-corrupt'));
  await damaged.close();
  damage(oldest, 300);
  rmSync(second);
  const missing = await openJournal(options);
  await assert.rejects(entriesOf(missing), isError('journal-corrupt'));
  await missing.close();
});

test('what looks like a frame within a body is none', async () => {
  const folder = newFolder();
  const journal = await openJournal({ folder, bytesMax: MIB });
  await journal.append(batch(1, 50));
  await journal.close();
  const hostile = readFileSync(segmentsOf(folder)[0] ?? '');
  const other = newFolder();
  const victim = await openJournal({ folder: other, bytesMax: MIB });
  await victim.append(batch(1));
  const record = batch(2);
  assert.ok(record.kind === 'batch');
  await victim.append({ ...record, body: Buffer.concat([hostile, hostile]) });
  const { bytes } = victim;
  await victim.close();
  const [file = ''] = segmentsOf(other);
  writeFileSync(file, readFileSync(file).subarray(0, bytes - 3));
  const opened = await openJournal({ folder: other, bytesMax: MIB });
  assert.equal(opened.end, 1);
  await opened.close();
});

test('a full journal refuses batches until it is trimmed, and takes what people ask for', async () => {
  const journal = await openJournal({ folder: newFolder(), bytesMax: 40_000, segmentBytes: 4_000 });
  let id = 0;
  const fill = async (): Promise<void> => {
    for (;;) await journal.append(batch((id += 1), 1_000));
  };
  await assert.rejects(fill(), isError('journal-full'));
  assert.ok(journal.bytes > 38_000 && journal.bytes <= 40_000);
  const asked = { kind: 'command', org: 'o', receivedMs: 1, by: 'a' } as const;
  const finding = 'x-0123456789ab';
  await journal.append({ ...asked, command: { do: 'resolve', finding } });
  await journal.trim(10);
  assert.ok(journal.first > 1 && journal.first <= 11);
  const kept = await entriesOf(journal, 10);
  assert.deepEqual([kept.at(0)?.position, kept.at(-1)?.position], [11, journal.end]);
  await journal.append(batch(0, 1_000));
  await journal.trim(journal.end);
  assert.ok(journal.bytes < 4_000);
  await assert.rejects(journal.append(batch(0, 20_000)), isError('entry-too-large'));
  await journal.close();
});

test('positions go on after everything was trimmed', async () => {
  const folder = newFolder();
  const options = { folder, bytesMax: 40_000, segmentBytes: 2_000 };
  const journal = await openJournal(options);
  for (let id = 1; id <= 9; id += 1) await journal.append(batch(id, 1_900));
  await journal.trim(9);
  await journal.close();
  const again = await openJournal(options);
  assert.deepEqual([again.end, again.first, again.segments], [9, 10, 1]);
  assert.deepEqual(await entriesOf(again), []);
  assert.equal(await again.append(batch(1)), 10);
  await again.close();
});

test('a journal has one writer', async () => {
  const folder = newFolder();
  const journal = await openJournal({ folder, bytesMax: MIB });
  await assert.rejects(openJournal({ folder, bytesMax: MIB }), isError('state-locked'));
  await journal.close();
  await journal.close();
  await assert.rejects(journal.append(batch(1)));
  await (await openJournal({ folder, bytesMax: MIB })).close();
});

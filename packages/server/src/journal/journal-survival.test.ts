import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';

import { bodyOf } from '../testing/journal-bodies.ts';
import { openJournal } from './open-journal.ts';

const CHILD = join(import.meta.dirname, '../testing/journal-child.ts');
const LINES_MAX = 600;
const folders: string[] = [];
const children: ChildProcess[] = [];
after(() => {
  children.forEach((child) => child.kill('SIGKILL'));
  folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vedette-journal-'));
  folders.push(folder);
  return folder;
}

/** What children said: acknowledged numbers by position, and how far they trimmed. */
interface Said {
  readonly numbers: Map<number, number>;
  highest: number;
  trimmed: number;
}

/** Lets a child append until it has said so much, and kills it in the middle of its work. */
async function runAndKill(folder: string, said: Said, trimEvery: number): Promise<void> {
  const args = [CHILD, folder, String(said.highest), String(trimEvery)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const lines = 1 + Math.floor(Math.random() * LINES_MAX);
  let seen = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    seen += 1;
    const [what = '', value = ''] = line.split(' ');
    if (what === 'trim') said.trimmed = Math.max(said.trimmed, Number(value));
    else if (what !== 'open') {
      assert.equal(said.numbers.has(Number(value)), false, `position ${value} was given twice`);
      said.numbers.set(Number(value), Number(what));
      said.highest = Math.max(said.highest, Number(what));
    }
    // What it goes on to say until it is dead is acknowledged as well, and is read to the end.
    if (seen === lines) child.kill('SIGKILL');
  }
  // Numbers that were appended and never said to be are not used again.
  said.highest += 10_000;
}

for (const { kills, trimEvery } of [
  { kills: 20, trimEvery: 0 },
  { kills: 10, trimEvery: 97 },
]) {
  const how = trimEvery === 0 ? '' : ', also while it trims';
  test(`a journal that is killed ${kills} times loses and repeats nothing${how}`, async () => {
    const folder = newFolder();
    const said: Said = { numbers: new Map(), highest: 0, trimmed: 0 };
    for (let kill = 0; kill < kills; kill += 1) await runAndKill(folder, said, trimEvery);
    const journal = await openJournal({ folder, bytesMax: 1024 ** 3 });
    assert.ok(journal.first <= said.trimmed + 1, 'trimmed more than was asked for');
    const numbers = new Set<number>();
    let expected = journal.first;
    for await (const { position, record } of journal.read(0)) {
      assert.equal(position, expected);
      expected += 1;
      assert.ok(record.kind === 'batch');
      assert.equal(numbers.has(record.receivedMs), false, `${record.receivedMs} is there twice`);
      numbers.add(record.receivedMs);
      assert.ok(Buffer.from(record.body).equals(bodyOf(record.receivedMs)));
      const number = said.numbers.get(position);
      if (number !== undefined) assert.equal(record.receivedMs, number);
    }
    assert.equal(expected, journal.end + 1);
    assert.ok(journal.end >= Math.max(...said.numbers.keys()));
    await journal.close();
  });
}

/** A file system of so many KiB, in a mount namespace of its own, that goes when its shell ends. */
const ON_SMALL_DISK = `
mount -t tmpfs -o size=512k none "$1" || exit 77
exec "$2" "$3" "$1" 0 0 20`;

test('a full disk refuses entries, loses none, and is written to again once there is room', async (t) => {
  if (process.getuid?.() !== 0) {
    t.skip('needs root: a small file system is mounted');
    return;
  }
  const args = ['-m', 'sh', '-c', ON_SMALL_DISK, 'sh', newFolder(), process.execPath, CHILD];
  const child = spawn('unshare', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) lines.push(line);
  const refused = lines.filter((line) => line.startsWith('refused '));
  assert.deepEqual(new Set(refused), new Set(['refused journal-unwritable']));
  assert.ok(refused.length > 20);
  const positions = lines.flatMap((line) => (/^\d/.test(line) ? [Number(line.split(' ')[1])] : []));
  assert.deepEqual(
    positions,
    positions.map((_, index) => index + 1),
  );
  assert.equal(lines.at(-1), `after ${positions.length + 1}`);
});

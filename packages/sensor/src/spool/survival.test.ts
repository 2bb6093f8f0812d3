import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';

import { VedetteError } from '@vedette/core';
import fc from 'fast-check';

import { startReceiver } from '../testing/receiver.ts';
import { sumCoverage } from '../testing/sums.ts';
import { decodeFrames, encodeCoverageFrame, encodeRecordFrame } from './frames.ts';
import { lockState } from './state-lock.ts';

const CHILD = join(import.meta.dirname, '../testing/spool-child.ts');
const folders: string[] = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vedette-spool-'));
  folders.push(folder);
  return folder;
}

function start(folder: string, url: string, count = 0): ChildProcess {
  const stdio = ['ignore', 'pipe', 'ignore'] as const;
  return spawn(process.execPath, [CHILD, folder, url, String(count)], { stdio: [...stdio] });
}

/** Kills it once it has said that it took so many; how many it had said by then. */
async function killAfter(child: ChildProcess, events: number): Promise<number> {
  assert.ok(child.stdout !== null);
  let said = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    said = Number(line);
    if (said >= events) child.kill('SIGKILL');
  }
  return said;
}

function ended(child: ChildProcess): Promise<void> {
  child.stdout?.resume();
  return new Promise((resolve) => {
    child.on('close', () => resolve());
  });
}

test('a sensor that is killed again and again loses nothing that was on the disk', async () => {
  const receiver = await startReceiver();
  const folder = newFolder();
  const kills = 4;
  let said = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    said += await killAfter(start(folder, receiver.url), 100 + 37 * kill);
  }
  await ended(start(folder, receiver.url, 7));
  const { coverage, delivered, unaccounted } = sumCoverage(receiver.batches.values());
  assert.ok(delivered >= said + 7, `${delivered} of ${said}`);
  assert.equal(unaccounted, 0);
  assert.equal(coverage.uncleanStops, kills);
  // Each run gives every event another pid, so equal ones are repeats.
  const pids = receiver.events().map(({ pid }) => pid);
  assert.ok(pids.filter((pid) => pid === 1).length <= kills + 1);
  await receiver.close();
});

test('a sensor that is killed while the receiver is down delivers after it is up', async () => {
  const down = await startReceiver();
  await down.close();
  const folder = newFolder();
  const said = await killAfter(start(folder, down.url), 130);
  const receiver = await startReceiver();
  await ended(start(folder, receiver.url, 7));
  const { delivered, unaccounted } = sumCoverage(receiver.batches.values());
  assert.ok(delivered >= said + 7);
  assert.equal(unaccounted, 0);
  await receiver.close();
});

test('a file that ends in the middle of a frame gives every whole one', () => {
  const frames = fc.array(
    fc.oneof(
      fc
        .record({ workload: fc.string(), bytes: fc.uint8Array({ minLength: 1 }) })
        .map(encodeRecordFrame),
      fc.string().map(encodeCoverageFrame),
    ),
  );
  fc.assert(
    fc.property(frames, fc.nat(), fc.uint8Array(), (whole, cut, garbage) => {
      const file = Buffer.concat(whole);
      assert.equal(decodeFrames(file).frames.length, whole.length);
      const end = cut % (file.length + 1);
      const torn = decodeFrames(file.subarray(0, end));
      let expected = 0;
      for (let at = 0; at + (whole[expected]?.length ?? Infinity) <= end; expected += 1) {
        at += whole[expected]?.length ?? 0;
      }
      assert.equal(torn.frames.length, expected);
      assert.ok(decodeFrames(Buffer.concat([file, garbage])).frames.length >= whole.length);
    }),
  );
});

test('a file of the spool that was cut is delivered as far as it goes, and said', async () => {
  const down = await startReceiver();
  await down.close();
  const folder = newFolder();
  await killAfter(start(folder, down.url), 60);
  const spool = join(folder, 'spool');
  const file = readdirSync(spool).find((name) => name.endsWith('.sealed')) ?? '';
  truncateSync(join(spool, file), 1_000);
  const receiver = await startReceiver();
  await ended(start(folder, receiver.url, 7));
  const { coverage, unaccounted } = sumCoverage(receiver.batches.values());
  assert.ok(coverage.corrupt > 0);
  assert.equal(unaccounted, 0);
  await receiver.close();
});

test('two sensors do not share a state folder', () => {
  const folder = newFolder();
  const unlock = lockState(folder);
  assert.throws(
    () => lockState(folder),
    (error) => error instanceof VedetteError && error.code === 'state-locked',
  );
  unlock();
  lockState(folder)();
});

/** A file system of so many KiB, in a mount namespace of its own, that goes when its shell ends. */
const ON_SMALL_DISK = `
mount -t tmpfs -o size=96k none "$1" || exit 77
"$2" "$3" "$1" "$4" 800 500 >/dev/null
find "$1/spool" -name '*.sealed' | wc -l`;

test('a disk that is full costs nothing while memory lasts, and what it costs is counted', async (t) => {
  if (process.getuid?.() !== 0) {
    t.skip('needs root: a small file system is mounted');
    return;
  }
  const receiver = await startReceiver();
  // Refuses for a while, so that the spool fills up.
  receiver.answers.push(...Array.from({ length: 2 }, () => ({ status: 503 })));
  const folder = newFolder();
  const args = [
    '-m',
    'sh',
    '-c',
    ON_SMALL_DISK,
    'sh',
    folder,
    process.execPath,
    CHILD,
    receiver.url,
  ];
  const child = spawn('unshare', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  await ended(child);
  assert.match(stderr, /cannot write/);
  const { coverage, delivered, unaccounted } = sumCoverage(receiver.batches.values());
  assert.deepEqual({ received: coverage.received, unaccounted }, { received: 800, unaccounted: 0 });
  assert.equal(delivered, 800);
  await receiver.close();
});

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { promisify } from 'node:util';

import {
  ENTRY_COMMAND,
  ITEMS_COMMAND,
  READ_KEY_COMMAND,
  SIGNATURE_COMMAND,
} from './export-readme.ts';
import {
  ID,
  NEEDS_MOUNT,
  sealContext,
  sealOne,
  smallDisk,
  temporaryEvidence,
  type TestEvidence,
  temporaryFolder,
} from './testing/test-evidence.ts';

const run = promisify(execFile);

async function exportOne(evidence: TestEvidence, file: string): Promise<void> {
  await evidence.store.export(ID, file, await evidence.log.entries());
}

/** Exports, unpacks by the system's tar, and gives the folder. */
async function unpacked(t: TestContext, evidence: TestEvidence): Promise<string> {
  const folder = temporaryFolder(t);
  const archive = join(folder, 'e.tar.gz');
  await exportOne(evidence, archive);
  await run('tar', ['-xzf', archive, '-C', folder]);
  return join(folder, ID);
}

/** Runs a line of the README as a person would. */
async function byHand(folder: string, command: string): Promise<string> {
  const { stdout } = await run('sh', ['-c', command], { cwd: folder });
  return stdout;
}

describe('an exported bundle', () => {
  test('verifies by hand, as its README says', async (t) => {
    const evidence = temporaryEvidence(t);
    await sealOne(evidence);
    const folder = await unpacked(t, evidence);
    assert.deepEqual(readdirSync(folder).toSorted(), [
      ...['README.txt', 'action-log.ndjson', 'items', 'manifest.json', 'manifest.sig'],
      'public-key.pem',
    ]);
    const readme = readFileSync(join(folder, 'README.txt'), 'utf8');
    for (const command of [READ_KEY_COMMAND, SIGNATURE_COMMAND, ITEMS_COMMAND, ENTRY_COMMAND]) {
      assert.ok(readme.includes(command));
    }
    const [digest = ''] = (await byHand(folder, READ_KEY_COMMAND)).split(' ');
    assert.ok(readme.includes(digest));
    assert.match(await byHand(folder, SIGNATURE_COMMAND), /Verified Successfully/);
    assert.equal(
      await byHand(folder, ITEMS_COMMAND),
      'items/0001-exe: OK\nitems/0002-environ: OK\nitems/0003-empty: OK\n',
    );
    const [first] = await evidence.log.entries();
    assert.match(await byHand(folder, ENTRY_COMMAND), new RegExp(`^${first?.hash ?? '-'} `));
  });

  test('does not verify by hand once a byte of it was changed', async (t) => {
    const evidence = temporaryEvidence(t);
    await sealOne(evidence);
    const folder = await unpacked(t, evidence);
    for (const name of ['manifest.json', 'items/0001-exe']) {
      chmodSync(join(folder, name), 0o600);
      appendFileSync(join(folder, name), 'x');
    }
    await assert.rejects(byHand(folder, SIGNATURE_COMMAND));
    await assert.rejects(byHand(folder, ITEMS_COMMAND));
  });

  test('has the same bytes every time', async (t) => {
    const evidence = temporaryEvidence(t);
    await sealOne(evidence);
    const folder = temporaryFolder(t);
    const digests: string[] = [];
    for (const name of ['a.tar.gz', 'b.tar.gz']) {
      await exportOne(evidence, join(folder, name));
      digests.push(
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
      );
    }
    assert.equal(digests[0], digests[1]);
    assert.deepEqual(readdirSync(folder).toSorted(), ['a.tar.gz', 'b.tar.gz']);
  });

  test('holds an item of many blocks, byte for byte', async (t) => {
    const evidence = temporaryEvidence(t);
    const bundle = await evidence.store.create(ID, 0);
    const item = bundle.startItem({ name: 'exe', source: '', phase: 'before-freeze' });
    for (let block = 0; block < 50; block += 1) item.write(Buffer.alloc(100_001, block));
    item.end({ status: 'whole' });
    await bundle.seal(sealContext());
    const folder = await unpacked(t, evidence);
    assert.equal(await byHand(folder, ITEMS_COMMAND), 'items/0001-exe: OK\n');
  });

  test('replaces no file', async (t) => {
    const evidence = temporaryEvidence(t);
    await sealOne(evidence);
    const folder = temporaryFolder(t);
    const file = join(folder, 'e.tar.gz');
    writeFileSync(file, 'mine');
    await assert.rejects(exportOne(evidence, file), { code: 'usage' });
    assert.equal(readFileSync(file, 'utf8'), 'mine');
    assert.deepEqual(readdirSync(folder), ['e.tar.gz']);
  });

  test('is refused when it is open, or not as it was sealed', async (t) => {
    const evidence = temporaryEvidence(t);
    const folder = temporaryFolder(t);
    const file = join(folder, 'e.tar.gz');
    await assert.rejects(exportOne(evidence, file), { code: 'evidence-unknown' });
    const bundle = await evidence.store.create(ID, 0);
    await assert.rejects(exportOne(evidence, file), { code: 'evidence-altered' });
    bundle.startItem({ name: 'exe', source: '', phase: 'before-freeze' }).end({ status: 'whole' });
    await bundle.seal(sealContext());
    const item = join(evidence.folder, 'evidence', ID, 'items/0001-exe');
    chmodSync(item, 0o600);
    appendFileSync(item, 'x');
    await assert.rejects(exportOne(evidence, file), { code: 'evidence-altered' });
    assert.deepEqual(readdirSync(folder), []);
  });

  test('leaves nothing when it fails', NEEDS_MOUNT, async (t) => {
    const evidence = temporaryEvidence(t);
    const bundle = await evidence.store.create(ID, 0);
    const item = bundle.startItem({ name: 'exe', source: '', phase: 'before-freeze' });
    // Digests of numbers: nothing that gzip makes smaller.
    const block = Buffer.concat(
      Array.from({ length: 8_000 }, (_, n) => createHash('sha256').update(String(n)).digest()),
    );
    for (let n = 0; n < 8; n += 1) item.write(Buffer.from(block.map((byte) => byte ^ (n * 31))));
    item.end({ status: 'whole' });
    await bundle.seal(sealContext());
    const disk = smallDisk(t, 512 * 1024);
    await assert.rejects(exportOne(evidence, join(disk, 'e.tar.gz')), {
      code: 'evidence-unwritable',
    });
    assert.deepEqual(readdirSync(disk), []);
    const nowhere = join(disk, 'no/such/e.tar.gz');
    await assert.rejects(exportOne(evidence, nowhere), { code: 'evidence-unwritable' });
  });
});

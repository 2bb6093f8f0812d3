import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import {
  ID,
  OTHER_ID,
  sealContext,
  sealOne,
  type TestEvidence,
  temporaryEvidence,
  unlock,
} from './testing/test-evidence.ts';

const bundleOf = ({ folder }: TestEvidence, id = ID): string => join(folder, 'evidence', id);
const START = { name: 'exe', source: '/proc/1/exe', phase: 'before-freeze' } as const;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('a bundle of evidence', () => {
  test('is sealed with everything that was gathered, and read-only', async (t) => {
    const evidence = temporaryEvidence(t);
    await sealOne(evidence);
    const { manifest, state, bytes } = await evidence.store.read(ID);
    assert.equal(state, 'sealed');
    assert.equal(bytes, 19);
    assert.deepEqual(
      manifest?.items.map(({ file, sha256: digest, status }) => ({ file, digest, status })),
      [
        ['items/0001-exe', '\u007fELF program'],
        ['items/0002-environ', 'A=1\0B=2'],
        ['items/0003-empty', ''],
      ].map(([file, text = '']) => ({ file, digest: sha256(text), status: 'whole' })),
    );
    assert.deepEqual([manifest?.previous, manifest?.log?.seq], [null, 1]);
    assert.deepEqual(await evidence.store.verify(ID), []);
    const folder = bundleOf(evidence);
    assert.deepEqual(readdirSync(folder).toSorted(), [
      ...['items', 'manifest.json', 'manifest.sig', 'public-key.pem'],
    ]);
    const mode = (name: string): number => statSync(join(folder, name)).mode & 0o777;
    assert.deepEqual(['.', 'items', 'items/0001-exe', 'manifest.json', 'manifest.sig'].map(mode), [
      ...[0o500, 0o500, 0o400, 0o400, 0o400],
    ]);
  });

  test('is for its owner alone while it is open', async (t) => {
    const evidence = temporaryEvidence(t);
    const bundle = await evidence.store.create(ID, 0);
    bundle.startItem(START).end({ status: 'unreadable', note: 'gone' });
    const mode = (name: string): number => statSync(join(bundleOf(evidence), name)).mode & 0o777;
    assert.deepEqual(['.', 'items', 'items/0001-exe', 'items.ndjson'].map(mode), [
      ...[0o700, 0o700, 0o600, 0o600],
    ]);
    assert.equal((await evidence.store.read(ID)).state, 'open');
    assert.match((await evidence.store.verify(ID))[0]?.problem ?? '', /not sealed/);
  });

  test('keeps hostile text of the host in the manifest only', async (t) => {
    const evidence = temporaryEvidence(t);
    const bundle = await evidence.store.create(ID, 0);
    const source = '../../x\n"sha256": "\u0000\ud800'.repeat(1_000);
    const note = 'y'.repeat(9_000);
    bundle.startItem({ ...START, source }).end({ status: 'cut', note, hostSha256: 'nonsense' });
    for (const name of ['../x', '', 'A', 'a/b', '.hidden', 'a'.repeat(65)]) {
      assert.throws(() => bundle.startItem({ ...START, name }), /no item/);
    }
    const { manifest } = await bundle.seal(sealContext());
    assert.equal(manifest.items[0]?.source.length, 5_000);
    assert.equal(manifest.items[0]?.hostSha256, undefined);
    assert.deepEqual(await evidence.store.verify(ID), []);
  });

  test('ends what is open when it is sealed, once', async (t) => {
    const { store } = temporaryEvidence(t);
    const bundle = await store.create(ID, 0);
    const item = bundle.startItem(START);
    item.write(Buffer.from('half'));
    assert.equal(bundle.bytes(), 4);
    const sealed = await bundle.seal(sealContext());
    assert.equal(sealed.manifest.items[0]?.status, 'interrupted');
    assert.deepEqual(await bundle.seal(sealContext('2026-02-02')), sealed);
    const again = await store.reopen(ID);
    assert.deepEqual(await again.seal(sealContext('2026-02-02')), sealed);
    assert.equal(again.bytes(), 4);
    assert.throws(() => again.startItem(START), { code: 'evidence-unwritable' });
    assert.throws(() => item.write(Buffer.from('x')), /has ended/);
    await assert.rejects(store.create(ID, 0), { code: 'evidence-unwritable' });
    assert.deepEqual(await store.verify(ID), []);
  });

  test('goes on where it was cut short', async (t) => {
    const evidence = temporaryEvidence(t);
    const { store } = evidence;
    const before = await store.reopen(ID);
    before.startItem({ ...START, name: 'whole' }).end({ status: 'whole' });
    before.startItem({ ...START, name: 'cut-short' }).write(Buffer.from('half'));
    appendFileSync(join(bundleOf(evidence), 'items.ndjson'), '{"ended":{"na');
    const bundle = await store.reopen(ID);
    assert.deepEqual(
      bundle.items().map(({ name, status, sha256: digest }) => [name, status, digest]),
      [
        ['whole', 'whole', sha256('')],
        ['cut-short', 'interrupted', sha256('half')],
      ],
    );
    bundle.startItem({ ...START, name: 'more' }).end({ status: 'whole' });
    assert.deepEqual(
      (await store.reopen(ID)).items().map(({ file }) => file),
      ['items/0001-whole', 'items/0002-cut-short', 'items/0003-more'],
    );
    await (await store.reopen(ID)).seal(sealContext());
    assert.deepEqual(await store.verify(ID), []);
  });

  test('that lost its journal has its files still', async (t) => {
    const evidence = temporaryEvidence(t);
    const before = await evidence.store.create(ID, 0);
    before.startItem(START).end({ status: 'whole' });
    writeFileSync(join(bundleOf(evidence), 'items.ndjson'), '\0'.repeat(4_096));
    const bundle = await evidence.store.reopen(ID);
    assert.deepEqual(
      bundle.items().map(({ file, status, phase }) => [file, status, phase]),
      [['items/0001-exe', 'interrupted', 'unknown']],
    );
  });

  for (const [what, step] of [
    ['key', 'public-key.pem'],
    ['signature', 'manifest.sig'],
  ] as const) {
    test(`is sealed again when only its ${what} was written`, async (t) => {
      const evidence = temporaryEvidence(t);
      const bundle = await evidence.store.create(ID, 0);
      bundle.startItem(START).end({ status: 'whole' });
      writeFileSync(join(bundleOf(evidence), step), 'half');
      writeFileSync(join(bundleOf(evidence), 'manifest.json.tmp'), 'half');
      await (await evidence.store.reopen(ID)).seal(sealContext());
      assert.deepEqual(await evidence.store.verify(ID), []);
    });
  }

  test('is sealed to the end when a crash left the journal', async (t) => {
    const evidence = temporaryEvidence(t);
    await sealOne(evidence);
    unlock(evidence.folder);
    writeFileSync(join(bundleOf(evidence), 'items.ndjson'), '{}\n');
    assert.match((await evidence.store.verify(ID))[0]?.problem ?? '', /does not list items.ndjson/);
    await (await evidence.store.reopen(ID)).seal(sealContext());
    assert.deepEqual(await evidence.store.verify(ID), []);
  });
});

describe('the store of evidence', () => {
  test('is empty, and makes nothing, until something is gathered', async (t) => {
    const { store, folder } = temporaryEvidence(t);
    assert.deepEqual(await store.list(), []);
    await assert.rejects(store.read(ID), { code: 'evidence-unknown' });
    await assert.rejects(store.verify('../x'), { code: 'evidence-unknown' });
    assert.deepEqual(readdirSync(folder), []);
  });

  test('chains bundles in the order in which they are sealed', async (t) => {
    const evidence = temporaryEvidence(t);
    await sealOne(evidence, OTHER_ID);
    await sealOne(evidence, ID);
    unlock(evidence.folder);
    const first = await evidence.store.read(OTHER_ID);
    const second = await evidence.store.read(ID);
    assert.deepEqual(second.manifest?.previous, {
      id: OTHER_ID,
      manifestSha256: first.manifestSha256,
    });
    assert.deepEqual(
      (await evidence.store.list()).map(({ id }) => id),
      [ID, OTHER_ID],
    );
    rmSync(bundleOf(evidence, OTHER_ID), { recursive: true });
    assert.match(
      (await evidence.store.verify(ID))[0]?.problem ?? '',
      /sealed before it.*not there/,
    );
  });

  test('makes one chain of bundles that are sealed at once', async (t) => {
    const { store } = temporaryEvidence(t);
    const ids = ['1', '2', '3', '4'].map((digit) => `E-20260101-0000000${digit}`);
    const bundles = await Promise.all(ids.map(async (id) => store.create(id, 0)));
    await Promise.all(bundles.map(async (bundle) => bundle.seal(sealContext())));
    const previous = (await store.list()).map(({ manifest }) => manifest?.previous?.id ?? null);
    assert.equal(new Set(previous).size, ids.length);
    for (const id of ids) assert.deepEqual(await store.verify(id), []);
  });

  test('shows a log that was cut short', async (t) => {
    const evidence = temporaryEvidence(t);
    await sealOne(evidence);
    truncateSync(join(evidence.folder, 'actions/log.ndjson'), 0);
    assert.match((await evidence.store.verify(ID))[0]?.problem ?? '', /log ends before entry 1/);
  });

  test('shows what was added, taken away or replaced by a link', async (t) => {
    const evidence = temporaryEvidence(t);
    await sealOne(evidence);
    unlock(evidence.folder);
    const item = join(bundleOf(evidence), 'items/0001-exe');
    const content = readFileSync(item);
    const problem = async (): Promise<string> =>
      (await evidence.store.verify(ID)).map((each) => each.problem).join();
    writeFileSync(join(bundleOf(evidence), 'items/0009-more'), '');
    assert.match(await problem(), /does not list items\/0009-more/);
    rmSync(join(bundleOf(evidence), 'items/0009-more'));
    rmSync(item);
    assert.match(await problem(), /not there/);
    writeFileSync(join(evidence.folder, 'same'), content);
    symlinkSync(join(evidence.folder, 'same'), item);
    assert.match(await problem(), /not a file/);
  });

  test('reports what cannot even be read, beside the rest', async (t) => {
    const evidence = temporaryEvidence(t);
    await sealOne(evidence);
    await sealOne(evidence, OTHER_ID);
    unlock(evidence.folder);
    const problems = async (): Promise<number> => (await evidence.store.verify(OTHER_ID)).length;
    const [manifest, signature] = ['manifest.json', 'manifest.sig'].map((name) =>
      join(bundleOf(evidence), name),
    );
    assert.ok(manifest !== undefined && signature !== undefined);
    rmSync(manifest);
    symlinkSync(signature, manifest);
    await (await evidence.store.create('E-20260104-00000000', 0)).seal(sealContext());
    assert.equal(await problems(), 1);
    appendFileSync(join(evidence.folder, 'actions/log.ndjson'), 'x\n');
    assert.equal(await problems(), 2);
    rmSync(signature);
    execFileSync('mkfifo', [signature]);
    assert.ok((await evidence.store.verify(ID)).length >= 2);
    assert.ok((await evidence.log.verify()).length >= 2);
  });

  test('lists the others beside one whose manifest cannot be read', async (t) => {
    const evidence = temporaryEvidence(t);
    await sealOne(evidence, ID);
    unlock(evidence.folder);
    writeFileSync(join(bundleOf(evidence), 'manifest.json'), '{}');
    await sealOne(evidence, OTHER_ID);
    assert.deepEqual(
      (await evidence.store.list()).map(({ state }) => state),
      ['altered', 'sealed'],
    );
    await assert.rejects(evidence.store.reopen(ID), { code: 'evidence-altered' });
  });

  test('reads an item by name or by file, up to a bound', async (t) => {
    const evidence = temporaryEvidence(t);
    await sealOne(evidence);
    const text = async (name: string, max: number): Promise<string> =>
      Buffer.from(await evidence.store.readItem(ID, name, max)).toString();
    assert.equal(await text('environ', 100), 'A=1\0B=2');
    assert.equal(await text('0002-environ', 3), 'A=1');
    assert.equal(await text('empty', 3), '');
    await assert.rejects(text('../manifest.json', 3), { code: 'evidence-unknown' });
  });
});

import assert from 'node:assert/strict';
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { VedetteError } from '@vedette/core';

import {
  ID,
  NEEDS_MOUNT,
  openEvidence,
  sealContext,
  smallDisk,
  type TestEvidence,
} from './testing/test-evidence.ts';

const bundleOf = ({ folder }: TestEvidence): string => join(folder, 'evidence', ID);
const START = { name: 'exe', source: '/proc/1/exe', phase: 'before-freeze' } as const;

describe('a disk that is full', () => {
  test('is found before anything begins', NEEDS_MOUNT, async (t) => {
    const evidence = openEvidence(smallDisk(t, 8 * 1024 * 1024));
    await assert.rejects(evidence.store.create(ID, 16 * 1024 * 1024), (error) => {
      assert.ok(error instanceof VedetteError);
      assert.match(error.message, /bytes are needed/);
      return error.code === 'evidence-unwritable';
    });
    assert.ok(!existsSync(bundleOf(evidence)));
    await evidence.store.create(ID, 1024 * 1024);
  });

  test('loses nothing that was kept, and is sealed when there is room', NEEDS_MOUNT, async (t) => {
    const evidence = openEvidence(smallDisk(t, 4 * 1024 * 1024));
    const bundle = await evidence.store.create(ID, 0);
    const kept = bundle.startItem(START);
    kept.write(Buffer.alloc(1_000, 1));
    kept.end({ status: 'whole' });
    const filler = join(evidence.folder, 'filler');
    writeFileSync(filler, Buffer.alloc(3 * 1024 * 1024));
    const item = bundle.startItem({ ...START, name: 'large' });
    assert.throws(
      () => {
        for (;;) item.write(Buffer.alloc(100_000, 2));
      },
      { code: 'evidence-unwritable' },
    );
    item.end({ status: 'whole' });
    const [first, second] = bundle.items();
    assert.deepEqual([first?.status, second?.status], ['whole', 'interrupted']);
    assert.equal(second?.bytes, statSync(join(bundleOf(evidence), second?.file ?? '')).size);
    await assert.rejects(bundle.seal(sealContext()), { code: 'evidence-unwritable' });
    assert.ok(!existsSync(join(bundleOf(evidence), 'manifest.json')));
    rmSync(filler);
    await bundle.seal(sealContext());
    assert.deepEqual(await evidence.store.verify(ID), []);
  });
});

import assert from 'node:assert/strict';
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import fc from 'fast-check';

import { ID, OTHER_ID, sealOne, temporaryEvidence } from './testing/test-evidence.ts';

test('a changed byte of a bundle or of the log is found, whichever it is', async (t) => {
  const evidence = temporaryEvidence(t);
  await sealOne(evidence, ID);
  await sealOne(evidence, OTHER_ID);
  const { folder, store, log } = evidence;
  const files = [
    ...readdirSync(join(folder, 'evidence'), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(folder, 'evidence', name),
    ),
    join(folder, 'actions/log.ndjson'),
  ].filter((file) => statSync(file).isFile() && statSync(file).size > 0);
  for (const file of files) chmodSync(file, 0o600);
  const problems = async (): Promise<number> => {
    const each = [await store.verify(ID), await store.verify(OTHER_ID), await log.verify()];
    return each.flat().length;
  };
  assert.equal(await problems(), 0);
  const change = fc.record({
    file: fc.constantFrom(...files),
    at: fc.nat(),
    flip: fc.integer({ min: 1, max: 255 }),
  });
  await fc.assert(
    fc.asyncProperty(change, async ({ file, at, flip }) => {
      const before = readFileSync(file);
      const after = Buffer.from(before);
      const index = at % after.length;
      after[index] = (after[index] ?? 0) ^ flip;
      writeFileSync(file, after);
      // A log that cannot be read is a problem, too; the command says so.
      const found = await problems().catch(() => 1);
      writeFileSync(file, before);
      assert.ok(found > 0, `${file} at ${index}`);
    }),
    { numRuns: 200 },
  );
  assert.equal(await problems(), 0);
});

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

const MIB = 2 ** 20;
const MODULE = join(import.meta.dirname, 'keep-heap-small.ts');

/** Throws away some 400 MiB of objects, each of which lives long enough to be moved once. */
const CHURN = `
  const kept = new Array(100_000);
  for (let i = 0; i < 4_000_000; i += 1) kept[i % kept.length] = { i, text: [i, i + 1, i + 2] };
  const { getHeapSpaceStatistics } = await import('node:v8');
  const young = getHeapSpaceStatistics().find((space) => space.space_name === 'new_space');
  console.log(young.space_size);
`;

test('the space for new objects stays small, and V8 has no complaint about the flags', async () => {
  const youngBytes = async (before: string): Promise<number> => {
    const args = ['--input-type=module', '--eval', `${before}${CHURN}`];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args);
    assert.equal(stderr, '');
    return Number(stdout);
  };
  const keepHeapSmall = `(await import(${JSON.stringify(MODULE)})).keepHeapSmall();`;
  const [ours, usual] = await Promise.all([youngBytes(keepHeapSmall), youngBytes('')]);
  assert.ok(ours <= 8 * MIB, `${ours} bytes`);
  assert.ok(usual >= 4 * ours, `${usual} bytes without`);
});

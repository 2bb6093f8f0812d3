import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

const FILES = {
  'a.test.mjs': `
    import { describe, test } from 'node:test';
    import assert from 'node:assert';
    describe('outer', () => {
      test('good', () => {});
      test('bad', () => assert.equal(1, 2));
    });
    test('parent', (t) => t.test('child fails', () => { throw new Error('child-error'); }));
    test('away', { skip: 'needs a moon' }, () => {});
    test('later', { todo: 'one day' }, () => {});
  `,
  'b.test.mjs': `throw new Error('broken-file');`,
};

test('the reporter counts once what failed, names what was skipped, and ends with the tally', () => {
  const dir = mkdtempSync(join(tmpdir(), 'test-summary-'));
  try {
    for (const [name, text] of Object.entries(FILES)) writeFileSync(join(dir, name), text);
    const reporter = join(import.meta.dirname, 'test-summary.ts');
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const { stdout, status } = spawnSync(
      process.execPath,
      ['--test', `--test-reporter=${reporter}`, '--test-reporter-destination=stdout'],
      { cwd: dir, encoding: 'utf8', env },
    );
    assert.equal(status, 1);
    assert.match(stdout, /failed: a\.test\.mjs › outer › bad/);
    assert.match(stdout, /failed: a\.test\.mjs › parent › child fails[^]*child-error/);
    assert.match(stdout, /broken-file/);
    assert.match(stdout, /skipped: a\.test\.mjs › away: needs a moon/);
    assert.match(stdout, /skipped: a\.test\.mjs › later: one day/);
    assert.match(stdout, /\n1 passed, 3 failed, 2 skipped\n$/);
  } finally {
    rmSync(dir, { recursive: true });
  }
});

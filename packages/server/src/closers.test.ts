import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createClosers } from './closers.ts';

test('the last that was opened is closed first, once', async () => {
  const closed: string[] = [];
  const closers = createClosers();
  for (const name of ['journal', 'events', 'api']) {
    closers.add(() => void closed.push(name));
  }
  await Promise.all([closers.close(), closers.close()]);
  assert.deepEqual(closed, ['api', 'events', 'journal']);
});

test('one that fails keeps none of the others open', async () => {
  const closed: string[] = [];
  const closers = createClosers();
  closers.add(() => void closed.push('journal'));
  closers.add(() => Promise.reject(new Error('events')));
  closers.add(() => Promise.reject(new Error('api')));
  await assert.rejects(closers.close(), /api/);
  assert.deepEqual(closed, ['journal']);
});

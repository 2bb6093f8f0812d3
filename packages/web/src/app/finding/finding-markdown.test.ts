import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Finding } from '../api/shapes.ts';
import { findingMarkdown } from './finding-markdown.ts';

const FINDING: Finding = {
  ...{ id: 'x-0123456789ab', watch: 'executions', org: 'default', subject: 'web' },
  ...{ severity: 'high', score: 0.91, summary: 'nginx started a shell', attack: ['T1059'] },
  reasons: [{ code: 'new-program', contribution: 0.91, text: 'never ran here' }],
  facts: { argv: ['sh', '-c', 'echo `id`'], pid: 7 },
  nearest: { argv: ['nginx', '-t'], distance: 0.8 },
  ...{ disposition: 'ambiguous', evidence: null, count: 1, hosts: ['web-1'] },
  ...{ firstMs: 0, lastMs: 1_000, life: { state: 'open' }, history: [] },
};

test('a report tells what, where, why and what was normal', () => {
  const text = findingMarkdown(FINDING, 'http://127.0.0.1:4780/findings/x-0123456789ab');
  for (const part of [
    'high finding',
    'nginx started a shell',
    'never ran here',
    'nginx -t',
    'T1059',
  ])
    assert.ok(text.includes(part), part);
});

test('what a host wrote cannot leave its code', () => {
  const summary = 'a\n```\n# Heading ![x](http://evil.invalid)';
  const hostile = { ...FINDING, summary, subject: 'a`b``c\n# Heading' };
  const text = findingMarkdown(hostile, 'http://127.0.0.1/');
  assert.ok(text.includes('````text\na\n```\n# Heading'), 'a longer fence than the text has');
  assert.ok(text.includes('``` a`b``c # Heading ```'), 'on one line, in a longer fence');
});

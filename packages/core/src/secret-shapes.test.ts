import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { replaceEachShape, replaceShapes } from './secret-shapes.ts';

/** Beginnings, ends and middles of what the shapes look for, in parts and cases of any kind. */
const PIECES = [
  ...[
    'AKIA',
    'ASIA',
    'ghp_',
    'ghs_',
    'github_pat_',
    'glpat-',
    'glsoat-',
    'xoxb-',
    'xoxe-',
    'xapp-',
  ],
  ...['sk_live_', 'rk_test_', 'whsec_', 'sk-', 'sk-ant-', 'sk-proj-', 'npm_', 'hf_', 'dop_v1_'],
  ...['pypi-', 'AIza', 'ya29.', 'SG.', 'eyJ', '.', ':AA', '12345678', 'hooks.slack.com/services/'],
  ...['discord.com/api/webhooks/', 'discordapp.com/api/webhooks/', 'AGE-SECRET-KEY-1', 'Bearer '],
  ...['bearer\t', 'BEARER ', 'https://', 'me:', 'pw', '@', '-----BEGIN RSA PRIVATE KEY-----', '/'],
  ...['-----BEGIN PRIVATE KEY-----', '-----END PRIVATE KEY-----', '\n', ' ', '"', '-', '_', 'x'],
  ...['0123456789ABCDEF', 'a1B2c3D4'.repeat(5), '0f'.repeat(32), 'Ab0_-'.repeat(12)],
];

test('the look ahead overlooks nothing', () => {
  const hide = (): string => '<hidden>';
  const text = fc
    .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 5 })), { maxLength: 8 })
    .map((pieces) => pieces.join(''));
  let hidden = 0;
  fc.assert(
    fc.property(text, (one) => {
      const shown = replaceEachShape(one, hide);
      assert.equal(replaceShapes(one, hide), shown);
      if (shown !== one) hidden += 1;
    }),
    { numRuns: 20_000 },
  );
  assert.ok(hidden > 500, `only ${hidden} of them held a secret`);
});

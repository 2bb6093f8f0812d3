import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'node:test';

import { kindOfPath, methodOfPath, type SessionKind } from './sign-in-kind.ts';

/**
 * Every endpoint of better-auth 1.7.7 and @better-auth/passkey 1.7.6 that puts a session into its
 * answer, and what that session means here. A version that adds or moves one fails this test: it
 * is then to be decided what the new one is, and to be written down.
 */
const ENDPOINTS: Readonly<Record<string, SessionKind>> = {
  '/admin/impersonate-user': 'none',
  '/admin/stop-impersonating': 'none',
  '/callback/:id': 'sign-in',
  '/callback/:id/oauth-proxy': 'sign-in',
  // Of the user who is signed in already: told by the identity, like the next one.
  '/change-email': 'sign-in',
  '/change-password': 'none',
  '/device/token': 'delegated',
  '/email-otp/change-email': 'sign-in',
  '/email-otp/verify-email': 'sign-in',
  '/get-session': 'none',
  '/magic-link/verify': 'sign-in',
  '/multi-session/revoke': 'none',
  '/multi-session/set-active': 'none',
  '/one-tap/callback': 'sign-in',
  '/one-time-token/verify': 'none',
  '/organization/accept-invitation': 'none',
  '/organization/set-active': 'none',
  '/organization/set-active-team': 'none',
  '/passkey/verify-authentication': 'sign-in',
  '/passkey/verify-registration': 'sign-in',
  '/phone-number/verify': 'sign-in',
  '/sign-in/anonymous': 'sign-in',
  '/sign-in/email': 'sign-in',
  '/sign-in/email-otp': 'sign-in',
  '/sign-in/phone-number': 'sign-in',
  '/sign-in/social': 'sign-in',
  '/sign-in/username': 'sign-in',
  '/sign-up/email': 'none',
  '/siwe/verify': 'sign-in',
  '/two-factor/disable': 'none',
  '/two-factor/enable': 'none',
  '/two-factor/verify-otp': 'second-factor',
  '/two-factor/verify-totp': 'second-factor',
  '/update-session': 'none',
  '/update-user': 'none',
  '/verify-email': 'sign-in',
};
/** What several endpoints share: the three that verify a second factor. */
const SHARED = ['in plugins/two-factor/verify-two-factor.mjs'];

const packages = ['better-auth', '@better-auth/passkey'].map((name) =>
  dirname(fileURLToPath(import.meta.resolve(name))),
);
/** Files that only carry a session through, and no endpoint. */
const NOT_ENDPOINTS = /(?:^|\/)(?:cookies|test-utils|context|client)\/|\.d\.mts$/;
const MAKES_SESSION = /\b(?:setSessionCookie|setNewSession)\(/g;
const PATH = /createAuthEndpoint\(\s*"(?<path>[^"]+)"/g;

/** The endpoint before each place that puts a session into an answer. */
function endpointsIn(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const paths = [...text.matchAll(PATH)].map(({ index, groups }) => ({
    index,
    path: groups?.['path'] ?? '',
  }));
  return [...text.matchAll(MAKES_SESSION)].map(
    (made) => paths.findLast(({ index }) => index < made.index)?.path ?? `in ${file}`,
  );
}

describe('sessions of better-auth', () => {
  test('are made at the endpoints that are known', () => {
    const found = packages.flatMap((root) =>
      globSync('**/*.mjs', { cwd: root })
        .filter((file) => !NOT_ENDPOINTS.test(file))
        .flatMap((file) => endpointsIn(join(root, file)))
        .map((path) => (path.startsWith('in ') ? `in ${relative(root, path.slice(3))}` : path)),
    );
    assert.deepEqual([...new Set(found)].toSorted(), [
      ...Object.keys(ENDPOINTS).toSorted(),
      ...SHARED,
    ]);
  });

  for (const [path, kind] of Object.entries(ENDPOINTS))
    test(`${path} is ${kind}`, () => {
      assert.equal(kindOfPath(path), kind);
    });

  test('that a second factor has made are told from others', () => {
    for (const way of ['totp', 'otp', 'backup-code'])
      assert.equal(kindOfPath(`/two-factor/verify-${way}`), 'second-factor');
  });

  test('of a plugin that nobody here has heard of are sign-ins', () => {
    assert.equal(kindOfPath('/brain-wave/verify'), 'sign-in');
    assert.equal(kindOfPath('/sso/callback/:providerId'), 'sign-in');
    assert.equal(kindOfPath('/sign-upward'), 'sign-in');
  });
});

test('a method is named by its path', () => {
  const names = [
    '/sign-in/email',
    '/magic-link/verify',
    '/callback/:id',
    '/passkey/verify-authentication',
  ];
  assert.deepEqual(names.map(methodOfPath), ['email', 'magic-link', 'callback', 'passkey']);
  assert.equal(methodOfPath('/two-factor/verify-totp'), 'two-factor');
  assert.equal(methodOfPath('/siwe/verify'), 'siwe');
  assert.equal(methodOfPath(''), 'unknown');
});

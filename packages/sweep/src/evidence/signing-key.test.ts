import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { openSigningKey, readVerifyingKey } from './signing-key.ts';
import { runChild } from './testing/run-child.ts';
import { temporaryFolder } from './testing/test-evidence.ts';

const UNUSABLE = { code: 'signing-key-unusable' };

describe('the signing key', () => {
  test('is made once, for its owner alone', (t) => {
    const folder = temporaryFolder(t);
    const key = openSigningKey(folder);
    const bytes = Buffer.from('x');
    const signature = openSigningKey(folder).sign(bytes);
    assert.ok(key.verify(bytes, signature));
    assert.ok(!key.verify(Buffer.from('y'), signature));
    assert.equal(readVerifyingKey(folder)?.publicPem, key.publicPem);
    const keys = join(folder, 'keys');
    assert.deepEqual(readdirSync(keys).toSorted(), [
      'evidence-private-key.pem',
      'evidence-public-key.pem',
    ]);
    const mode = (file: string): number => statSync(file).mode & 0o777;
    assert.equal(mode(join(keys, 'evidence-private-key.pem')), 0o600);
    assert.equal(mode(keys), 0o700);
  });

  test('is one key, also when many processes make it at once', async (t) => {
    const folder = temporaryFolder(t);
    const keys = await Promise.all(
      Array.from({ length: 6 }, async () => runChild('open-key', folder)),
    );
    assert.deepEqual(new Set(keys), new Set([openSigningKey(folder).publicPem]));
    assert.equal(readdirSync(join(folder, 'keys')).length, 2);
  });

  test('is not made anew when it is lost; what it signed still verifies', (t) => {
    const folder = temporaryFolder(t);
    const signature = openSigningKey(folder).sign(Buffer.from('x'));
    rmSync(join(folder, 'keys/evidence-private-key.pem'));
    assert.throws(() => openSigningKey(folder), UNUSABLE);
    assert.ok(readVerifyingKey(folder)?.verify(Buffer.from('x'), signature));
  });

  test('gets its public half back', (t) => {
    const folder = temporaryFolder(t);
    const { publicPem } = openSigningKey(folder);
    rmSync(join(folder, 'keys/evidence-public-key.pem'));
    assert.equal(readVerifyingKey(folder), undefined);
    assert.equal(openSigningKey(folder).publicPem, publicPem);
    assert.equal(readVerifyingKey(folder)?.publicPem, publicPem);
  });

  for (const [what, spoil] of [
    ['that others may read', (file: string) => chmodSync(file, 0o644)],
    ['that is no key', (file: string) => writeFileSync(file, 'x')],
    ['of another kind', (file: string) => writeFileSync(file, rsaPem())],
    ['that does not belong to the public one', (file: string) => writeFileSync(file, edPem())],
  ] as const) {
    test(`refuses one ${what}`, (t) => {
      const folder = temporaryFolder(t);
      openSigningKey(folder);
      spoil(join(folder, 'keys/evidence-private-key.pem'));
      assert.throws(() => openSigningKey(folder), UNUSABLE);
    });
  }
});

function rsaPem(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function edPem(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

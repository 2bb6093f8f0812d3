import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

import { z } from 'zod';

import { type Answered, type Browser, ORIGIN } from './test-app.ts';

const UP = 0x01;
const UV = 0x04;

const Jwk = z.object({ x: z.string(), y: z.string() });

/** Where passkeys are kept. */
interface Rows {
  readonly create: (row: { model: string; data: Record<string, unknown> }) => Promise<unknown>;
}

/** An authenticator in software: one ES256 key, WebAuthn assertions over real challenges. */
export function createAuthenticator() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = Jwk.parse(publicKey.export({ format: 'jwk' }));
  // COSE: {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
  const cose = Buffer.concat([
    Buffer.from('a5010203262001215820', 'hex'),
    Buffer.from(x, 'base64url'),
    Buffer.from('225820', 'hex'),
    Buffer.from(y, 'base64url'),
  ]);
  const id = randomBytes(16).toString('base64url');
  let counter = 0;
  const assertion = (challenge: string, isVerified: boolean): Record<string, unknown> => {
    counter += 1;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const flags = Buffer.from([isVerified ? UP | UV : UP]);
    const rp = createHash('sha256').update('localhost').digest();
    const authenticatorData = Buffer.concat([rp, flags, count]);
    const clientData = Buffer.from(
      JSON.stringify({ type: 'webauthn.get', challenge, origin: ORIGIN, crossOrigin: false }),
    );
    const clientHash = createHash('sha256').update(clientData).digest();
    const signature = sign('sha256', Buffer.concat([authenticatorData, clientHash]), privateKey);
    return {
      ...{ id, rawId: id, type: 'public-key', clientExtensionResults: {} },
      response: {
        authenticatorData: authenticatorData.toString('base64url'),
        clientDataJSON: clientData.toString('base64url'),
        signature: signature.toString('base64url'),
      },
    };
  };
  return {
    /** As the passkey plugin keeps it after a registration. */
    enrol: async (adapter: Rows, userId: string, createdAt: Date) => {
      const data = {
        ...{ userId, credentialID: id, publicKey: cose.toString('base64'), counter: 0 },
        ...{ deviceType: 'singleDevice', backedUp: false, createdAt },
      };
      await adapter.create({ model: 'passkey', data });
    },
    /** Signs in with the passkey plugin's own endpoints. */
    signIn: async (browser: Browser, isVerified = true): Promise<Answered> => {
      const options = await browser.get('/passkey/generate-authenticate-options');
      const challenge = z.object({ challenge: z.string() }).parse(options.body).challenge;
      const response = assertion(challenge, isVerified);
      return browser.post('/passkey/verify-authentication', { response });
    },
  };
}

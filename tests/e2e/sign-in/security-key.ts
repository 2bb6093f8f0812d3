import type { CDPSession, Page } from 'playwright-core';

/** A virtual security key in somebody's browser, which knows its holder (by PIN or finger). */
export interface SecurityKey {
  /** Plugs the same key into another browser, by its holder. */
  readonly plugInto: (page: Page) => Promise<void>;
  /**
   * Plugs the key into a thief's browser, who does not know the PIN: it proves only that it is
   * there, and only to a script that names the passkey itself.
   */
  readonly stealInto: (page: Page) => Promise<void>;
}

interface Plugged {
  readonly session: CDPSession;
  readonly authenticatorId: string;
}

/** More uses than there are before the key changes hands. */
const USES = 100;

/** Plugs a new key into a page's browser. */
export async function plugInKey(page: Page): Promise<SecurityKey> {
  const { session, authenticatorId } = await plug(page, true);
  const copyTo = async (other: Page, knowsHolder: boolean): Promise<string[]> => {
    const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId });
    const copy = await plug(other, knowsHolder);
    for (const credential of credentials)
      await copy.session.send('WebAuthn.addCredential', {
        authenticatorId: copy.authenticatorId,
        // The same key, not a copy: its count of uses goes on from the last one.
        credential: { ...credential, signCount: credential.signCount + USES },
      });
    return credentials.map(({ credentialId }) => credentialId);
  };
  return {
    plugInto: async (other) => {
      await copyTo(other, true);
    },
    stealInto: async (other) => {
      const [id = ''] = await copyTo(other, false);
      await other.addInitScript({ content: namePasskey(id) });
    },
  };
}

/** Runs in the thief's pages: asks the key for one passkey by its id, which needs no PIN. */
function namePasskey(id: string): string {
  return `{
    const parse = PublicKeyCredential.parseRequestOptionsFromJSON.bind(PublicKeyCredential);
    const id = Uint8Array.from(atob(${JSON.stringify(id)}), (char) => char.codePointAt(0));
    PublicKeyCredential.parseRequestOptionsFromJSON = (options) => ({
      ...parse(options),
      userVerification: 'discouraged',
      allowCredentials: [{ type: 'public-key', id }],
    });
  }`;
}

async function plug(page: Page, knowsHolder: boolean): Promise<Plugged> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'usb',
      hasResidentKey: true,
      hasUserVerification: knowsHolder,
      isUserVerified: knowsHolder,
      automaticPresenceSimulation: true,
    },
  });
  return { session, authenticatorId };
}

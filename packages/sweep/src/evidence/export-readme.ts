import type { Manifest } from './manifest.ts';

/** How a responder who has none of our tools checks an exported bundle; a test runs these lines. */
export function exportReadme({ manifest, keySha256 }: ReadmeOptions): string {
  return `Evidence ${manifest.id}, sealed ${manifest.sealedAt}

WARNING: items/ holds what was found on a host, among it programs that are taken for
malware, and environments with secrets. Nothing here is executable; keep it so.

manifest.json      what was preserved, of which process, when, by whom
manifest.sig       Ed25519 signature of the bytes of manifest.json
public-key.pem     the key of the controller that signed it
action-log.ndjson  what was done, one signed entry a line, each chained to the one before
items/             the evidence, one file an item

Verify with openssl (3.0 or later) and sha256sum, in this folder.

1. The key is the controller's. Ask whoever sent you this, by another way, for the digest
   of public-key.pem; it should be ${keySha256}

${READ_KEY_COMMAND}

2. The manifest is what the controller signed ("Signature Verified Successfully"):

${SIGNATURE_COMMAND}

3. Every item is what the manifest lists (each line ends in ": OK"):

${ITEMS_COMMAND}

4. An entry of the log: its "hash" is the SHA-256 of the line without hash and signature.
   Of the first line:

${ENTRY_COMMAND}
`;
}

interface ReadmeOptions {
  readonly manifest: Manifest;
  readonly keySha256: string;
}

export const READ_KEY_COMMAND = 'sha256sum public-key.pem';

export const SIGNATURE_COMMAND = `openssl pkeyutl -verify -rawin -pubin -inkey public-key.pem \\
  -sigfile manifest.sig -in manifest.json`;

/** The lines of the signed manifest themselves are the list: no second list has to be trusted. */
export const ITEMS_COMMAND = `sed -n 's/^      "sha256": "\\(.*\\)",$/\\1/p; s/^      "file": "\\(.*\\)",$/\\1/p' \\
  manifest.json | sed 'N; s/\\n/  /' | sha256sum -c`;

export const ENTRY_COMMAND = `sed -n '1s/,"hash":"[^"]*","signature":"[^"]*"}$/}/p' action-log.ndjson |
  tr -d '\\n' | sha256sum`;

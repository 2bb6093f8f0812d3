import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const SECRET_BYTES = 32;

/**
 * The secret under which addresses, cookies and users' names are digested; made at the first
 * start. Whoever deletes it makes everything learned unreadable, which is a way to forget it.
 *
 * @throws Error for a file of another length: a cut-off secret must not become a new one silently
 */
export async function digestSecret(folder: string): Promise<Uint8Array> {
  const file = join(folder, 'digest.key');
  const known = await readSecret(file);
  if (known !== undefined) return known;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, randomBytes(SECRET_BYTES), { mode: 0o600, flush: true });
  // Two that start at once keep the same one: link fails where rename would replace.
  await link(draft, file).catch((error: unknown) => {
    if (!isCode(error, 'EEXIST')) throw error;
  });
  await rm(draft, { force: true });
  const kept = await readSecret(file);
  if (kept === undefined) throw new Error('the secret of sign-ins was removed while it was made');
  return kept;
}

async function readSecret(file: string): Promise<Uint8Array | undefined> {
  try {
    const secret = await readFile(file);
    if (secret.length !== SECRET_BYTES)
      throw new Error(`the secret of sign-ins has ${secret.length} bytes, not ${SECRET_BYTES}`);
    return secret;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

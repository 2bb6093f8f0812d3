import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

import { VedetteError } from '@vedette/core';

const inflate = promisify(gunzip);
/** Fewer turns of the event loop than the default's 16 KiB. */
const CHUNK_BYTES = 128 * 1024;

/** A value, or why there is none, as the API answers it. */
export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: VedetteError };

/** Undoes `Content-Encoding`; stops as soon as it gives more bytes than are allowed. */
export async function decompress(
  body: Uint8Array,
  { encoding, bytesMax }: { readonly encoding: string | undefined; readonly bytesMax: number },
): Promise<Outcome<Uint8Array>> {
  const name = (encoding ?? '').trim().toLowerCase();
  if (name === '' || name === 'identity') {
    return body.length > bytesMax ? tooLarge(bytesMax) : { ok: true, value: body };
  }
  if (name !== 'gzip' && name !== 'x-gzip') {
    const readable = 'Content-Encoding: gzip, or none';
    const error = new VedetteError('media-type-refused', { type: `encoding ${name}`, readable });
    return { ok: false, error };
  }
  try {
    const options = { maxOutputLength: bytesMax, chunkSize: CHUNK_BYTES };
    return { ok: true, value: await inflate(body, options) };
  } catch (error) {
    if (isTooLarge(error)) return tooLarge(bytesMax);
    const cause = error instanceof Error ? error.message : String(error);
    const problem = `the body is no gzip: ${cause}`;
    return { ok: false, error: new VedetteError('request-invalid', { problem }) };
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}

function tooLarge(bytes: number): Outcome<never> {
  return { ok: false, error: new VedetteError('body-too-large', { bytes }) };
}

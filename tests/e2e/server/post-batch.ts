import { BATCH } from '@vedette/core';

import type { Batch } from './make-batch.ts';

/** Where to send, and with which token. */
export interface SendTarget {
  readonly url: string;
  readonly token: string;
}

const RETRY_STATUS = 503;
const ACKNOWLEDGED = 200;

/** Posts a batch until it is acknowledged; false if the server is gone. */
export async function postBatch(
  { url, token }: SendTarget,
  { id, body }: Pick<Batch, 'id' | 'body'>,
): Promise<boolean> {
  for (;;) {
    const status = await post(url, token, { id, body });
    if (status === ACKNOWLEDGED) return true;
    if (status === undefined) return false;
    if (status !== RETRY_STATUS) throw new Error(`a batch was answered with ${status}`);
  }
}

async function post(
  url: string,
  token: string,
  { id, body }: Pick<Batch, 'id' | 'body'>,
): Promise<number | undefined> {
  try {
    const response = await fetch(`${url}/v1/logs`, {
      method: 'POST',
      headers: {
        ...{ authorization: `Bearer ${token}`, [BATCH.idHeader]: id },
        ...{ 'content-type': 'application/x-protobuf', 'content-encoding': 'gzip' },
      },
      body: new Uint8Array(body),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    // The connection broke: it was killed.
    return undefined;
  }
}

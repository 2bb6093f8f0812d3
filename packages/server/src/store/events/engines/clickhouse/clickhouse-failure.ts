import { ClickHouseError } from '@clickhouse/client';
import { VedetteError } from '@vedette/core';
import { z } from 'zod';

import { engineFailure } from '../../engine-failure.ts';

/** What Node and the client call a connection that did not come about, or broke. */
const Unreachable = z.object({
  code: z.string().regex(/^(E[A-Z_]+|UND_ERR_.*|CERT_.*|.*_CERT.*)$/),
});
/** The client says it in words only. */
const TIMED_OUT = /timeout|socket hang up|aborted|premature/i;

/** What a ClickHouse server, or the way to it, said, as an error that says what to do. */
export function clickhouseFailure(where: string, error: unknown): VedetteError {
  if (error instanceof VedetteError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ClickHouseError) {
    return engineFailure(where, { message, code: Number(error.code) });
  }
  if (Unreachable.safeParse(error).success || TIMED_OUT.test(message)) {
    return new VedetteError('events-unreachable', { where, problem: message });
  }
  return engineFailure(where, { message });
}

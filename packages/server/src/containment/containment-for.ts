import { VedetteError } from '@vedette/core';
import type { FastifyRequest } from 'fastify';

import type { ApiParts } from '../api/api-parts.ts';
import { callerOf } from '../api/guard.ts';
import type { Containment } from './containment.ts';

/** Whose hosts the server sweeps: those of who runs it. */
const FLEET_ORG = 'default';
/** Evidence of hundreds of megabytes over a slow connection; the host's own limits end it before. */
const ANSWER_TIMEOUT_MS = 15 * 60_000;

/** The containment that a request may ask, and in whose name. */
export function containmentFor(
  request: FastifyRequest,
  { containment }: Pick<ApiParts, 'containment'>,
): { readonly containment: Containment; readonly who: string } {
  const { org, name } = callerOf(request);
  if (org !== FLEET_ORG) throw new VedetteError('other-organisation', { org: FLEET_ORG });
  if (containment === null) throw new VedetteError('containment-off');
  // A connection that waits for this is not an idle one.
  request.raw.socket.setTimeout(ANSWER_TIMEOUT_MS);
  return { containment, who: name };
}

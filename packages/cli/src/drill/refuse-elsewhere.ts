import { VedetteError } from '@vedette/core';
import { z } from 'zod';

import type { ServerClient } from '../server-client.ts';
import { isOwnMachine } from './is-own-machine.ts';

/** Only what is needed of the answer, which says more. */
const Hosts = z.object({ hosts: z.array(z.object({ host: z.string() })) });

/**
 * A server elsewhere has to know this host: else nothing of the drill could be found, and somebody
 * would learn that Vedette is blind.
 *
 * @throws VedetteError `drill-elsewhere`
 */
export async function refuseElsewhere(
  server: Pick<ServerClient, 'url' | 'get'>,
  host: string,
): Promise<void> {
  if (isOwnMachine(server.url)) return;
  const { hosts } = await server.get('/v1/hosts', Hosts);
  if (hosts.some((known) => known.host === host)) return;
  throw new VedetteError('drill-elsewhere', { url: server.url, host });
}

import type { GenericEndpointContext } from 'better-auth';
import { deleteSessionCookie } from 'better-auth/cookies';

import { answerOf } from '../arrival/answer.ts';
import type { FreshSession } from '../arrival/fresh-session.ts';
import type { Runtime } from '../runtime/runtime.ts';

/**
 * Takes a fresh session back before anybody has it: its cookies, every header of the answer that
 * carries its token, whichever plugin has put it there, and its row. It does not throw: a row that
 * cannot be deleted now is one whose token never left, and from here on the answer is replaced.
 */
export async function withholdSession(
  ctx: GenericEndpointContext,
  { counters }: Runtime,
  { session }: FreshSession,
): Promise<void> {
  deleteSessionCookie(ctx, true);
  scrubToken(answerOf(ctx).headers, session.token);
  ctx.context.setNewSession(null);
  try {
    await ctx.context.internalAdapter.deleteSession(session.token);
  } catch {
    counters.count('storeFailures');
    ctx.context.logger.error('vedette: the row of a withheld session could not be deleted');
  }
}

function scrubToken(headers: Headers | null, token: string): void {
  if (headers === null) return;
  const cookies = headers.getSetCookie().filter((cookie) => !cookie.includes(token));
  headers.delete('set-cookie');
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  for (const [name, value] of [...headers])
    if (name !== 'set-cookie' && value.includes(token)) headers.delete(name);
}

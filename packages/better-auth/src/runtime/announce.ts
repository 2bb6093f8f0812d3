import type { GenericEndpointContext } from 'better-auth';

import type { Runtime } from './runtime.ts';

/**
 * Tells the application what happened without making anybody wait for it; an application that
 * fails to listen is counted. Nothing of the event goes into better-auth's log.
 *
 * @returns when the application has been told, for those who have to wait after all; never rejects
 */
export function announce(
  ctx: GenericEndpointContext,
  runtime: Runtime,
  tell: () => Promise<void> | void,
): Promise<void> {
  const telling = Promise.resolve()
    .then(tell)
    .catch(() => {
      runtime.counters.count('eventFailures');
      ctx.context.logger.error('vedette: onSignIn or onCompromised failed');
    });
  ctx.context.runInBackground(telling);
  return telling;
}

import { type AuthContext, BetterAuthError } from 'better-auth';

import type { VedetteOptions } from '../options.ts';

export const PLUGIN_ID = 'vedette';

/**
 * Looks at what the application has set, once, when it starts: what cannot work is refused, what
 * works less well than its operator may think is said.
 *
 * @throws BetterAuthError where two-factor comes after this plugin
 */
export function checkConfiguration(ctx: AuthContext, options: VedetteOptions): void {
  checkOrder(ctx);
  const { logger } = ctx;
  if (!knowsAddresses(ctx, options))
    logger.warn('vedette: without network.peer no address is known, and places are not judged');
  const hasFactor = ctx.hasPlugin('two-factor') || ctx.hasPlugin('passkey');
  if (options.mode === 'enforce' && options.email === undefined && !hasFactor)
    logger.warn('vedette: mode "enforce" without email.sendCode has nothing to ask of anybody');
}

/** Whether the application says where requests come from. */
export function knowsAddresses(
  { options: { advanced } }: Pick<AuthContext, 'options'>,
  { network }: VedetteOptions,
): boolean {
  return network?.peer !== undefined || advanced?.ipAddress?.ipAddressHeaders !== undefined;
}

/**
 * The order of plugins decides. Two-factor's own challenge must come first, or both would ask;
 * whatever else acts on a new session (tokens in headers, OAuth grants) must come after, or it
 * acts on one that is then withheld.
 */
function checkOrder({ options, logger }: AuthContext): void {
  const plugins = options.plugins ?? [];
  const own = plugins.findIndex(({ id }) => id === PLUGIN_ID);
  if (plugins.slice(own + 1).some(({ id }) => id === 'two-factor'))
    throw new BetterAuthError('vedette: put vedette() after twoFactor() in plugins');
  const before = plugins
    .slice(0, own)
    .filter(({ id, hooks }) => id !== 'two-factor' && (hooks?.after?.length ?? 0) > 0);
  if (before.length === 0) return;
  const names = before.map(({ id }) => id).join(', ');
  logger.warn(`vedette: put vedette() before ${names} in plugins`);
}

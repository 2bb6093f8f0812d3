import type { GenericEndpointContext } from 'better-auth';
import { APIError, getSessionFromCtx } from 'better-auth/api';
import { z } from 'zod';

import { VEDETTE_ERROR_CODES } from '../error-codes.ts';
import type { Runtime } from '../runtime/runtime.ts';

const AdminOptions = z
  .object({
    adminRoles: z.union([z.string(), z.array(z.string())]).optional(),
    adminUserIds: z.array(z.string()).optional(),
  })
  .optional();

/**
 * Lets administrators pass: by the application's own rule, else by the admin plugin's. Without
 * either nobody is one. Authorisation fails closed.
 *
 * @throws APIError ADMIN_REQUIRED
 */
export async function requireAdmin(
  ctx: GenericEndpointContext,
  { options }: Runtime,
): Promise<{ readonly sessionId: string }> {
  const asking = await getSessionFromCtx(ctx, { disableCookieCache: true });
  if (asking !== null) {
    const isAllowed =
      options.isAdmin === undefined
        ? isPluginAdmin(ctx, asking.user)
        : await options.isAdmin(asking);
    if (isAllowed) return { sessionId: asking.session.id };
  }
  throw APIError.from('FORBIDDEN', VEDETTE_ERROR_CODES.ADMIN_REQUIRED);
}

function isPluginAdmin(
  ctx: GenericEndpointContext,
  user: { readonly id: string } & Record<string, unknown>,
): boolean {
  const plugin = ctx.context.options.plugins?.find(({ id }) => id === 'admin');
  if (plugin === undefined) return false;
  const options = AdminOptions.safeParse(plugin.options).data;
  if (options?.adminUserIds?.includes(user.id) === true) return true;
  const roles = new Set([options?.adminRoles ?? 'admin'].flat());
  const own = typeof user['role'] === 'string' ? user['role'].split(',') : [];
  return own.some((role) => roles.has(role.trim()));
}

import type { GenericEndpointContext } from 'better-auth';
import { z } from 'zod';

import type { FreshSession } from '../arrival/fresh-session.ts';
import type { VedetteOptions } from '../options.ts';
import type { StepUpMethod } from '../types.ts';

/** How a user can prove more, fixed for the life of one challenge. */
export interface Available {
  readonly methods: readonly StepUpMethod[];
  /** Credentials that may answer. */
  readonly passkeys: readonly string[];
  /** Where a code goes; null where none may be sent. */
  readonly email: string | null;
}

const TwoFactorRow = z.object({
  verified: z.boolean().nullish(),
  backupCodes: z.string().nullish(),
});
const TwoFactorOptions = z
  .object({ totpOptions: z.object({ disable: z.boolean().optional() }).optional() })
  .optional();

/** More than anybody carries; the challenge keeps their names. */
const PASSKEYS_MAX = 30;
const Passkey = z.object({ credentialID: z.string() });

/**
 * What a user has enrolled by now. Who has a second factor is never given an e-mail code instead:
 * the weaker proof would be the one that an attacker chooses. A passkey does not replace the
 * code, because it may live on a device that is not at hand.
 */
export async function availableMethods(
  ctx: GenericEndpointContext,
  options: VedetteOptions,
  signIn: { readonly user: FreshSession['user']; readonly firstFactor: string },
): Promise<Available> {
  const { user, firstFactor } = signIn;
  const passkeys = firstFactor === 'passkey' ? [] : await enrolledPasskeys(ctx, user.id);
  const passkey: StepUpMethod[] = passkeys.length > 0 ? ['passkey'] : [];
  const enrolled = await enrolledFactors(ctx, user);
  if (enrolled.length > 0) return { methods: [...enrolled, ...passkey], passkeys, email: null };
  const email = codeAddress(user, options);
  const mailed: StepUpMethod[] = email === null ? [] : ['email-code'];
  return { methods: [...passkey, ...mailed], passkeys, email };
}

function codeAddress(user: FreshSession['user'], { email }: VedetteOptions): string | null {
  if (email === undefined || user['isAnonymous'] === true) return null;
  return user.emailVerified || email.allowUnverified === true ? user.email : null;
}

async function enrolledFactors(
  ctx: GenericEndpointContext,
  user: FreshSession['user'],
): Promise<StepUpMethod[]> {
  if (user['twoFactorEnabled'] !== true || !ctx.context.hasPlugin('two-factor')) return [];
  const found: unknown = await ctx.context.adapter.findOne({
    model: 'twoFactor',
    where: [{ field: 'userId', value: user.id }],
  });
  // Enrolled for codes by mail alone: ours is the same proof.
  if (found === null) return [];
  const { verified, backupCodes } = TwoFactorRow.parse(found);
  if (verified === false) return [];
  const options = TwoFactorOptions.safeParse(ctx.context.getPlugin('two-factor')?.options).data;
  const totp: StepUpMethod[] = options?.totpOptions?.disable === true ? [] : ['totp'];
  return backupCodes ? [...totp, 'backup-code'] : totp;
}

async function enrolledPasskeys(ctx: GenericEndpointContext, userId: string): Promise<string[]> {
  if (!ctx.context.hasPlugin('passkey')) return [];
  const found: unknown[] = await ctx.context.adapter.findMany({
    model: 'passkey',
    where: [{ field: 'userId', value: userId }],
    limit: PASSKEYS_MAX,
  });
  return found.map((row) => Passkey.parse(row).credentialID);
}

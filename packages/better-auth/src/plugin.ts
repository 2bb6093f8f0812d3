import { BetterAuthError, type BetterAuthPlugin } from 'better-auth';
import { createAuthMiddleware } from 'better-auth/api';
import { mergeSchema } from 'better-auth/db';

import { VEDETTE_ERROR_CODES } from './error-codes.ts';
import { afterSignIn } from './hooks/after-sign-in.ts';
import { guardEnrolment, isEnrolment } from './hooks/guard-enrolment.ts';
import { lifecycleHooks } from './hooks/lifecycle-hooks.ts';
import type { VedetteOptions } from './options.ts';

import { adminRoutes } from './routes/admin-routes.ts';
import { reviewRoutes } from './routes/review-routes.ts';
import { signInRoutes } from './routes/sign-in-routes.ts';
import { stepUpRoutes } from './routes/step-up-routes.ts';
import { checkConfiguration, knowsAddresses, PLUGIN_ID } from './runtime/check-configuration.ts';
import { createRuntime } from './runtime/runtime.ts';
import { schema } from './schema.ts';

declare module '@better-auth/core' {
  interface BetterAuthPluginRegistry<AuthOptions, Options> {
    vedette: { creator: typeof vedette };
  }
}

/**
 * The plugin: judges every sign-in by what is usual for its user, and asks for step-up where it
 * looks off.
 *
 * @example
 * betterAuth({ plugins: [twoFactor(), vedette({ mode: 'enforce', email: { sendCode } })] });
 *
 * @throws Error for trusted proxies that are no CIDR blocks, or proxies without `network.peer`
 */
export function vedette(options: VedetteOptions = {}) {
  const { network } = options;
  if ((network?.trustedProxies?.length ?? 0) > 0 && network?.peer === undefined)
    throw new BetterAuthError(
      'vedette: network.trustedProxies needs network.peer, or no request can be seen to come from one',
    );
  const runtime = createRuntime(options);
  return {
    id: PLUGIN_ID,
    init(ctx) {
      checkConfiguration(ctx, options);
      // Without an address there is nothing to look up.
      if (knowsAddresses(ctx, options)) runtime.networks.open(ctx.logger);
      return { options: { databaseHooks: lifecycleHooks(ctx, runtime) } };
    },
    endpoints: {
      ...stepUpRoutes(runtime),
      ...reviewRoutes(runtime),
      ...signInRoutes(runtime),
      ...adminRoutes(runtime),
    },
    hooks: {
      before: [
        {
          matcher: ({ path }) => isEnrolment(path),
          handler: createAuthMiddleware(async (ctx) => guardEnrolment(ctx, runtime)),
        },
      ],
      after: [
        {
          // Whatever path: a new session, or an attempt that may have failed.
          matcher: ({ path, context }) =>
            context.newSession !== null || path?.startsWith('/sign-in/') === true,
          handler: createAuthMiddleware(async (ctx) => afterSignIn(ctx, runtime)),
        },
      ],
    },
    schema: mergeSchema(schema, options.schema),
    rateLimit: [
      {
        pathMatcher: (path) => path.startsWith('/vedette/step-up/') || path === '/vedette/review',
        window: 60,
        max: 20,
      },
    ],
    options,
    $ERROR_CODES: VEDETTE_ERROR_CODES,
  } satisfies BetterAuthPlugin;
}

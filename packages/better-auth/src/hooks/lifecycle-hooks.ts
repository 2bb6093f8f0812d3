import type { AuthContext, BetterAuthOptions } from 'better-auth';

import type { Runtime } from '../runtime/runtime.ts';
import { cancelChallenges } from '../store/challenges.ts';
import { forgetUser } from '../store/forget-user.ts';

/**
 * What follows from changes of an account: a deleted user is forgotten, and a new password ends
 * open challenges, because whoever is being challenged got in by the old one. Neither may keep the
 * change itself from happening: a failure is counted and said.
 */
export function lifecycleHooks(
  { adapter, logger }: AuthContext,
  { counters }: Runtime,
): NonNullable<BetterAuthOptions['databaseHooks']> {
  const orCount = async (work: Promise<void>, what: string): Promise<void> => {
    try {
      await work;
    } catch {
      counters.count('storeFailures');
      logger.error(`vedette: ${what}`);
    }
  };
  return {
    user: {
      delete: {
        after: async ({ id }) =>
          orCount(forgetUser(adapter, id), 'what is kept of a deleted user could not be deleted'),
      },
    },
    account: {
      update: {
        after: async ({ providerId, userId }) => {
          if (providerId === 'credential')
            await orCount(
              cancelChallenges(adapter, userId),
              'challenges could not be ended after a change of password',
            );
        },
      },
    },
  };
}

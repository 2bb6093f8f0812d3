import type { AuthContext } from 'better-auth';

const MODELS = ['vedetteRecord', 'vedetteDevice', 'vedetteSignIn', 'vedetteChallenge'] as const;

/** Deletes everything that is kept of a user; databases with foreign keys do it with the user. */
export async function forgetUser(adapter: AuthContext['adapter'], userId: string): Promise<void> {
  for (const model of MODELS)
    await adapter.deleteMany({ model, where: [{ field: 'userId', value: userId }] });
}

import type { BetterAuthPluginDBSchema } from 'better-auth';

const ofUser = {
  type: 'string',
  required: true,
  references: { model: 'user', field: 'id', onDelete: 'cascade' },
} as const;

/**
 * What the plugin keeps in the application's database. Only digests of addresses, device cookies
 * and codes are in it. Scores have fractions, and better-auth's numbers are integers: they are in
 * `details`, which is JSON.
 */
export const schema = {
  /** One row a user: the two texts of the engine's codec. `revision` is for compare-and-set. */
  vedetteRecord: {
    fields: {
      userId: { ...ofUser, unique: true },
      signature: { type: 'string', required: true, returned: false },
      learning: { type: 'string', required: true, returned: false },
      revision: { type: 'number', required: true, defaultValue: 0 },
      failures: { type: 'number', required: true, defaultValue: 0 },
      updatedAt: { type: 'date', required: true },
      prunedAt: { type: 'date', required: true, index: true },
    },
  },
  /** Browsers that a user has signed in with, to tell a new one. */
  vedetteDevice: {
    fields: {
      userId: { ...ofUser, index: true },
      deviceKey: { type: 'string', required: true },
      client: { type: 'string', required: false },
      firstSeenAt: { type: 'date', required: true },
      lastSeenAt: { type: 'date', required: true },
    },
  },
  /** The log: every sign-in with what was decided and why, kept for its retention. */
  vedetteSignIn: {
    fields: {
      reference: { type: 'string', required: true, unique: true },
      userId: { ...ofUser, index: true },
      sessionId: { type: 'string', required: false },
      at: { type: 'date', required: true, index: true },
      method: { type: 'string', required: true },
      outcome: { type: 'string', required: true },
      /** What the link "was this you?" was answered: `open` until it is used. */
      answer: { type: 'string', required: true, defaultValue: 'open' },
      details: { type: 'string', required: true, returned: false },
    },
  },
  /** Sign-ins that wait for a second proof. The browser holds the token, this its digest. */
  vedetteChallenge: {
    fields: {
      tokenHash: { type: 'string', required: true, unique: true, returned: false },
      userId: { ...ofUser, index: true },
      reference: { type: 'string', required: true },
      firstFactor: { type: 'string', required: true },
      methods: { type: 'string', required: true },
      /** Passkeys that may answer it: those that were enrolled when it was made. */
      passkeys: { type: 'string', required: true, returned: false },
      email: { type: 'string', required: false, returned: false },
      /** Digest of the password's hash: a new password ends what the old one began. */
      credential: { type: 'string', required: false, returned: false },
      codeHash: { type: 'string', required: false, returned: false },
      codesSent: { type: 'number', required: true, defaultValue: 0 },
      attempts: { type: 'number', required: true, defaultValue: 0 },
      state: { type: 'string', required: true, defaultValue: 'open' },
      redirectTo: { type: 'string', required: false },
      categories: { type: 'string', required: true },
      createdAt: { type: 'date', required: true },
      expiresAt: { type: 'date', required: true, index: true },
    },
  },
  /** What is usual over all users: one row, replaced as a whole by compare-and-set. */
  vedettePopulation: {
    fields: {
      name: { type: 'string', required: true, unique: true },
      snapshot: { type: 'json', required: true, returned: false },
      revision: { type: 'number', required: true, defaultValue: 0 },
      updatedAt: { type: 'date', required: true },
    },
  },
} satisfies BetterAuthPluginDBSchema;

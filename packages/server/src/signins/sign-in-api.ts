import { DECISIONS, MODES } from '@vedette/identity';
import { Reason } from '@vedette/core';
import { z } from 'zod';

import { SignInItem } from './history/history-api.ts';
import { Application, SignInId, UserName } from './sign-in-names.ts';

const Whose = { application: Application, user: UserName };

/**
 * What an application saw of a request that proved a first factor. What is absent or null is
 * missing evidence, never an anomaly; what is malformed or too long counts as missing or is cut,
 * because a stranger chose it and a refused question would lock out the user.
 */
export const SignInFacts = z.object({
  /** The client's address, after the application's own proxies were taken off. */
  address: z.string().nullish(),
  userAgent: z.string().nullish(),
  /** `Sec-CH-UA` as it came. */
  brands: z.string().nullish(),
  /** `Sec-CH-UA-Platform` and `Sec-CH-UA-Platform-Version` as they came. */
  platform: z.string().nullish(),
  platformVersion: z.string().nullish(),
  /** The device cookie: null where none came, absent where the application sets none. */
  device: z.string().nullish(),
  /** As the application's own edge says, never as a client does. */
  ja4: z.string().nullish(),
  utcOffsetMinutes: z.number().nullish(),
  roundTripMs: z.number().nullish(),
  /** Failed attempts on this account since the last success. */
  failures: z.number().nullish(),
});
export type SignInFacts = Readonly<z.infer<typeof SignInFacts>>;

/** The question of `POST /v1/signins/assess`. */
export const AssessRequest = z.object({
  ...Whose,
  /** Names the sign-in in later calls; made here where the application has none. */
  id: SignInId.optional(),
  facts: SignInFacts,
});
export type AssessRequest = Readonly<z.infer<typeof AssessRequest>>;

const Decision = z.enum(DECISIONS);

/** Why a sign-in was let through without being judged. */
export const FAILURES = ['timeout', 'engine', 'storage', 'full'] as const;

/** The answer: always a decision; reasons are for the log and the owner, not for the client. */
export const AssessResponse = z.discriminatedUnion('assessed', [
  z.object({
    assessed: z.literal(true),
    id: SignInId,
    decision: Decision,
    /** What it would be in enforce mode. */
    wanted: Decision,
    mode: z.enum(MODES),
    score: z.number(),
    reasons: z.array(Reason),
    /** What an unauthenticated client may see. */
    categories: z.array(z.string()),
    stages: z.object({
      scorer: z.object({ score: z.number(), decision: Decision }),
      gaussian: z.object({ p: z.number(), score: z.number(), decision: Decision }),
      judge: z.object({ asked: z.boolean(), contribution: z.number() }),
    }),
    thresholds: z.object({ notify: z.number(), stepUp: z.number(), deny: z.number().nullable() }),
    /** Sign-ins of this user that it was compared with. */
    learned: z.number().int(),
    /** Whether it can be learned from or rolled back later: false where it could not be kept. */
    kept: z.boolean(),
  }),
  z.object({
    assessed: z.literal(false),
    id: SignInId,
    decision: z.literal('allow'),
    failure: z.enum(FAILURES),
  }),
]);
export type AssessResponse = z.infer<typeof AssessResponse>;

/** `POST /v1/signins/confirm`: a challenge was passed or failed, or a person says it was them. */
export const ConfirmRequest = z.object({
  ...Whose,
  id: SignInId,
  outcome: z.enum(['passed', 'failed', 'confirmed']),
});
export type ConfirmRequest = Readonly<z.infer<typeof ConfirmRequest>>;

/** What became of it; `unknown` for one that is not waiting (any more). */
export const ConfirmResponse = z.object({ became: z.enum(['learned', 'dropped', 'unknown']) });
export type ConfirmResponse = z.infer<typeof ConfirmResponse>;

/** `POST /v1/signins/report`: "this wasn't me". */
export const ReportRequest = z.object({ ...Whose, id: SignInId });
export type ReportRequest = Readonly<z.infer<typeof ReportRequest>>;

/** The sign-ins that were taken out, this one first: the application ends their sessions. */
export const ReportResponse = z.object({ undone: z.array(SignInId) });
export type ReportResponse = z.infer<typeof ReportResponse>;

/** `POST /v1/signins/export` and `/forget`: somebody asks for what is kept of them. */
export const AboutUser = z.object(Whose);

const Known = z.object({
  value: z.string(),
  weight: z.number(),
  days: z.number(),
  firstSeen: z.string(),
  lastSeen: z.string(),
});

/** Everything kept of a user, in words: the record, null for nobody known, and the log. */
export const ExportResponse = z.object({
  signIns: z.array(SignInItem),
  record: z
    .object({
      signInsLearned: z.number(),
      lastSignIn: z.string().nullable(),
      clockMinutesEastOfUtc: z.number().nullable(),
      values: z.record(z.string(), z.array(Known)),
      hours: z.array(z.number()),
      weekdays: z.array(z.number()),
      waiting: z.array(z.object({ id: z.string(), at: z.string(), decision: z.string() })),
      learningPaused: z.boolean(),
    })
    .nullable(),
});

export type ExportResponse = z.infer<typeof ExportResponse>;

/** Whether there was anything to forget. */
export const ForgetResponse = z.object({ forgotten: z.boolean() });

/** Whether there was anything to start anew from. */
export const ResetResponse = z.object({ reset: z.boolean() });

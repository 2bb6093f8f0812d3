import { Reason } from '@vedette/core';
import { DECISIONS, MODES, NETWORK_DATA_STATES, NETWORK_FACTS } from '@vedette/identity';
import { z } from 'zod';

import { Application, SignInId, UserName } from '../sign-in-names.ts';
import { Seen, VERDICTS } from './log-line.ts';

const PAGE_DEFAULT = 50;
const PAGE_MAX = 500;
const OFFSET_MAX = 100_000;
const CURSOR = /^\d{1,15}\.[a-z0-9-]{1,64}\.[A-Za-z0-9_-]{1,64}$/;

const Limit = z.coerce.number().int().min(1).max(PAGE_MAX).default(PAGE_DEFAULT);
const Offset = z.coerce.number().int().min(0).max(OFFSET_MAX).default(0);
const Decision = z.enum(DECISIONS);

/** Which sign-ins are looked at: of one application or all, in a span of time. */
const Span = z.object({
  application: Application.optional(),
  since: z.coerce
    .number()
    .int()
    .nonnegative()
    .optional()
    .describe('Unix time in ms; 30 days ago by default'),
  until: z.coerce.number().int().nonnegative().optional().describe('Unix time in ms; now'),
});
export type SignInSpan = Readonly<z.infer<typeof Span>>;

/** What became of a sign-in after it was judged. */
const OUTCOMES = ['none', 'passed', 'failed', 'safe', 'compromised'] as const;
const Outcome = z.enum(OUTCOMES);

/** One sign-in as it was judged, and what became of it. */
export const SignInItem = z
  .strictObject({
    id: SignInId,
    application: z.string(),
    user: z.string(),
    atMs: z.number().int(),
    decision: Decision.describe('What the application was told'),
    wanted: Decision.describe('What it would have been told in enforce mode'),
    mode: z.enum(MODES).nullable(),
    score: z.number().nullable().describe('Null where it was let through unjudged'),
    failure: z.string().nullable().describe('Why it was let through unjudged'),
    reasons: z.array(Reason).describe('Strongest first; they sum to the score'),
    learned: z.number().int().describe('Sign-ins of the user that it was compared with'),
    seen: Seen.nullable(),
    outcome: Outcome.describe('A challenge passed or failed, or what a person said'),
    outcomeMs: z.number().int().nullable(),
    outcomeBy: z.string().nullable().describe('The application, or the name of a token'),
  })
  .meta({ id: 'SignInItem' });
export type SignInItem = z.infer<typeof SignInItem>;

/** False where there was more to read than one answer may take: ask for a shorter span. */
const Complete = z
  .boolean()
  .describe('False where one answer could not read all of it: ask for less');

/** `GET /v1/signins` */
export const SignInsQuery = Span.extend({
  decision: Decision.or(z.enum(['risky', 'any']))
    .default('risky')
    .describe(
      'By what was wanted; risky is notify, step-up, deny, and what was compromised all the same',
    ),
  outcome: Outcome.optional(),
  user: UserName.optional(),
  limit: Limit,
  cursor: z.string().regex(CURSOR).optional().describe('`next` of the page before'),
}).strict();
export type SignInsQuery = Readonly<z.infer<typeof SignInsQuery>>;

export const SignInsPage = z
  .strictObject({
    signIns: z.array(SignInItem),
    next: z.string().nullable(),
    complete: Complete,
  })
  .meta({ id: 'SignInsPage' });
export type SignInsPage = z.infer<typeof SignInsPage>;

/** `GET /v1/signins/applications` */
export const ApplicationsQuery = Span.omit({ application: true }).strict();
export const ApplicationsList = z
  .strictObject({
    applications: z.array(
      z.strictObject({
        application: z.string(),
        signIns: z.number().int(),
        users: z.number().int(),
        risky: z.number().int(),
        challenged: z.number().int(),
        unassessed: z.number().int(),
        lastMs: z.number().int().nullable(),
        mode: z.enum(MODES).nullable(),
      }),
    ),
    complete: Complete,
  })
  .meta({ id: 'SignInApplications' });
export type ApplicationsList = z.infer<typeof ApplicationsList>;

/** `GET /v1/signins/users` */
export const RiskyUsersQuery = Span.extend({ limit: Limit, offset: Offset }).strict();
export type RiskyUsersQuery = Readonly<z.infer<typeof RiskyUsersQuery>>;

export const RiskyUser = z.strictObject({
  application: z.string(),
  user: z.string(),
  signIns: z.number().int(),
  risky: z.number().int(),
  open: z.number().int().describe('Risky ones that nobody has said anything about'),
  compromised: z.number().int(),
  highest: z.number().describe('The highest score'),
  worst: Decision,
  lastMs: z.number().int(),
  lastRiskyMs: z.number().int(),
  reasons: z.array(z.strictObject({ code: z.string(), signIns: z.number().int() })),
});
export type RiskyUser = z.infer<typeof RiskyUser>;

export const RiskyUsersPage = z
  .strictObject({ users: z.array(RiskyUser), total: z.number().int(), complete: Complete })
  .meta({ id: 'RiskyUsersPage' });
export type RiskyUsersPage = z.infer<typeof RiskyUsersPage>;

/** `GET /v1/signins/detections` */
export const DetectionsQuery = Span.strict();
export const Detection = z.strictObject({
  code: z.string(),
  category: z.string().describe('place, device, time or pattern'),
  signIns: z.number().int(),
  users: z.number().int(),
  highest: z.number().describe('The most that it contributed to one score'),
  lastMs: z.number().int(),
  example: z.strictObject({
    application: z.string(),
    user: z.string(),
    id: SignInId,
    text: z.string(),
  }),
});
export type Detection = z.infer<typeof Detection>;

export const DetectionsList = z
  .strictObject({ detections: z.array(Detection), complete: Complete })
  .meta({ id: 'SignInDetections' });
export type DetectionsList = z.infer<typeof DetectionsList>;

/** `GET /v1/signins/users/{application}/{user}` */
export const UserParams = z.strictObject({ application: Application, user: UserName });
export const UserQuery = z.strictObject({ limit: Limit });

const Value = z.strictObject({
  value: z.string(),
  name: z.string().describe('The value as a person reads it'),
  weight: z.number().describe('How often, fading with time'),
  days: z.number().describe('On how many days'),
  firstSeen: z.string(),
  lastSeen: z.string(),
});

/** What is usual for a user, in words and counts: no address, no digest. */
export const SignatureView = z
  .strictObject({
    signInsLearned: z.number().int(),
    lastSignIn: z.string().nullable(),
    clockMinutesEastOfUtc: z
      .number()
      .nullable()
      .describe('The user’s own clock, in which `hours` are'),
    hours: z.array(z.number()).length(24),
    weekdays: z.array(z.number()).length(7).describe('From Monday on'),
    countries: z.array(Value),
    networks: z.array(Value),
    kinds: z.array(Value),
    browsers: z.array(Value),
    versions: z.array(Value),
    systems: z.array(Value),
    known: z
      .strictObject({
        addresses: z.number().int(),
        devices: z.number().int(),
        models: z.number().int(),
        tlsFingerprints: z.number().int(),
      })
      .describe('How many of what is kept as keyed digests'),
    waiting: z.array(z.strictObject({ id: z.string(), at: z.string(), decision: z.string() })),
    learningPaused: z.boolean(),
  })
  .meta({ id: 'SignInSignature' });
export type SignatureView = z.infer<typeof SignatureView>;

export const UserSignIns = z
  .strictObject({
    application: z.string(),
    user: z.string(),
    signature: SignatureView.nullable().describe('Null for nobody known'),
    recent: z.array(SignInItem).describe('Newest first, whatever was decided'),
    complete: Complete,
  })
  .meta({ id: 'UserSignIns' });
export type UserSignIns = z.infer<typeof UserSignIns>;

/** `GET /v1/signins/status` */
export const SignInsStatus = z
  .strictObject({
    counts: z
      .record(z.string(), z.number().int())
      .describe('Since the start: assessed, let through unjudged by cause, not kept, …'),
    networkData: z
      .array(
        z.strictObject({
          tells: z.enum(NETWORK_FACTS),
          state: z.enum(NETWORK_DATA_STATES).describe('Only `ready` is evidence'),
          package: z.string().nullable(),
          version: z.string().nullable(),
          builtAt: z.string().nullable(),
          ageDays: z.number().int().nullable(),
          staleAfterDays: z.number(),
          licence: z.string().nullable(),
          attribution: z
            .string()
            .nullable()
            .describe('Whom the licence wants named on pages that show networks or countries'),
          problem: z.string().nullable(),
        }),
      )
      .describe('What is known about addresses, and how old it is'),
  })
  .meta({ id: 'SignInsStatus' });
export type SignInsStatus = z.infer<typeof SignInsStatus>;

/** `POST /v1/signins/{id}/verdict` */
export const VerdictParams = z.strictObject({ id: SignInId });
export const VerdictBody = z.strictObject({
  application: Application,
  /** Ids are the application's: two users may have the same one. */
  user: UserName.optional(),
  verdict: z.enum(VERDICTS),
});
/** `POST /v1/signins/users/{application}/{user}/verdict` */
export const UserVerdictBody = z.strictObject({ verdict: z.enum(VERDICTS) });

/** What a verdict did. */
export const VerdictResponse = z
  .strictObject({
    user: z.string(),
    signIns: z.array(SignInId).describe('What the verdict is about'),
    learned: z.array(SignInId).describe('Learned at once, because they were safe'),
    undone: z
      .array(SignInId)
      .describe('Taken out of the signature: the application has to end their sessions'),
  })
  .meta({ id: 'SignInVerdict' });
export type VerdictResponse = z.infer<typeof VerdictResponse>;

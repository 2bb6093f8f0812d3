import { Reason } from '@vedette/core';
import { DECISIONS, MODES, NETWORK_KINDS } from '@vedette/identity';
import { z } from 'zod';

/** What a person decides about a sign-in, or about all open ones of a user. */
export const VERDICTS = ['safe', 'compromised'] as const;
export type SignInVerdict = (typeof VERDICTS)[number];

const Base = {
  /** ISO 8601, as everything in logs. */
  at: z.string(),
  /** The keyed digest under which the user's record is kept. */
  user: z.string(),
  /** The user's name, sealed. */
  name: z.string(),
};

/** What a request showed, in words and numbers: no address, no user agent. */
export const Seen = z.strictObject({
  country: z.string().nullable().describe('ISO 3166-1 alpha-2'),
  network: z.string().nullable().describe('AS number, such as AS64500'),
  kind: z.enum(NETWORK_KINDS).nullable(),
  browser: z.string().nullable(),
  version: z.number().int().nullable(),
  system: z.string().nullable(),
  type: z.string().nullable().describe('desktop, mobile, tablet, other or script'),
  device: z
    .enum(['known', 'new', 'missing'])
    .nullable()
    .describe('Whether the device cookie was one of this user’s; null where none is set'),
});
export type Seen = z.infer<typeof Seen>;

const Decision = z.enum(DECISIONS);

/** One line of an application's log of sign-ins; what else is on it is for people. */
export const LogLine = z.discriminatedUnion('what', [
  z.object({
    ...Base,
    what: z.literal('assessed'),
    id: z.string(),
    decision: Decision,
    wanted: Decision,
    mode: z.enum(MODES),
    score: z.number(),
    reasons: z.array(Reason),
    learned: z.number().int(),
    seen: Seen.optional(),
  }),
  z.object({ ...Base, what: z.literal('unassessed'), id: z.string(), failure: z.string() }),
  z.object({
    ...Base,
    what: z.literal('confirm'),
    id: z.string(),
    outcome: z.enum(['passed', 'failed', 'confirmed']),
    became: z.enum(['learned', 'dropped', 'unknown']),
  }),
  z.object({ ...Base, what: z.literal('report'), id: z.string(), undone: z.array(z.string()) }),
  z.object({
    ...Base,
    what: z.literal('verdict'),
    verdict: z.enum(VERDICTS),
    by: z.string(),
    /** Every sign-in that it is about. */
    ids: z.array(z.string()),
  }),
]);
export type LogLine = z.infer<typeof LogLine>;

/** A line as it was written; undefined for half a line, or one of another version. */
export function readLogLine(line: string): LogLine | undefined {
  try {
    return LogLine.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

import { z } from 'zod';

/** What a network is for, as far as a table of a few dozen well-known ones can say. */
export const NETWORK_KINDS = ['access', 'hosting', 'vpn', 'relay'] as const;
export type NetworkKind = (typeof NETWORK_KINDS)[number];

export const DEVICE_TYPES = ['desktop', 'mobile', 'tablet', 'other', 'script'] as const;

/** Bounds every text that came with a request and is kept. */
const WORD_MAX = 64;
const ASN_MAX = 0xff_ff_ff_ff;
const MAJOR_MAX = 99_999;
const OFFSET_MINUTES_MAX = 14 * 60;
const ROUND_TRIP_MS_MAX = 600_000;
const FAILURES_MAX = 1_000_000;

const word = z.string().max(WORD_MAX);
const major = z.number().int().min(0).max(MAJOR_MAX).nullable();

/** Where a sign-in came from. The address itself is only there as a keyed digest. */
export const Address = z.strictObject({
  key: word,
  asn: z.number().int().min(0).max(ASN_MAX).nullable(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable(),
  kind: z.enum(NETWORK_KINDS),
});
export type Address = z.infer<typeof Address>;

/** What a sign-in came with: browser family and version, system and version, type of device. */
export const Client = z.strictObject({
  family: word,
  major,
  os: word,
  osMajor: major,
  type: z.enum(DEVICE_TYPES),
  /** A digest of the user agent without its version numbers: tells models of phones apart. */
  modelKey: word.nullable(),
  /** Whether its client hints tell the same as its user agent; null where none came. */
  hintsAgree: z.boolean().nullish(),
});
export type Client = z.infer<typeof Client>;

/**
 * One sign-in as the engine sees it: facts and keyed digests, no raw address, no raw header.
 * `null` is "not known", which is missing evidence and never an anomaly.
 */
export const SignIn = z.strictObject({
  atMs: z.number().int().min(0),
  address: Address.nullable(),
  client: Client.nullable(),
  /** A digest of the device cookie; `none` where the application sets one and none came. */
  deviceKey: word.nullable(),
  ja4: word.nullable(),
  /** Minutes east of UTC that the client's clock says. */
  utcOffsetMinutes: z.number().int().min(-OFFSET_MINUTES_MAX).max(OFFSET_MINUTES_MAX).nullable(),
  roundTripMs: z.number().min(0).max(ROUND_TRIP_MS_MAX).nullable(),
  /** Failed attempts on this account since the last success. */
  failures: z.number().int().min(0).max(FAILURES_MAX).nullable(),
});
export type SignIn = z.infer<typeof SignIn>;

/** The device key of a request without the cookie that a known device would have sent. */
export const NO_DEVICE = 'none';

import type { InferOptionSchema, Session, User } from 'better-auth';
import type { IpRangeTable, Judge, JudgeLimits, Locale, Mode } from '@vedette/identity';

import type { schema } from './schema.ts';
import type { CompromisedEvent, SignInEvent } from './types.ts';

/** A one-time code on its way to a user. */
export interface CodeToSend {
  readonly user: User;
  /** The address that the account had when the challenge was made. */
  readonly email: string;
  readonly code: string;
  readonly expiresAt: Date;
}

/** What is known about the way that requests take to the application. */
export interface NetworkOptions {
  /**
   * The other end of the connection. A `Request` does not carry it, so the server must say it; it
   * must come from the socket, never from a header that a client can send.
   */
  readonly peer?: (request: Request) => string | null;
  /** CIDR blocks of the application's own proxies; headers count only from them. */
  readonly trustedProxies?: readonly string[];
  readonly forwardedHeader?: string;
  /** The header in which the edge sends a JA4; strip it there before it is set. */
  readonly ja4Header?: string;
  /**
   * Tables of networks and countries of one's own; null for none. Left out, the packages of npm
   * that are installed beside this one are taken.
   */
  readonly asn?: IpRangeTable | null;
  readonly country?: IpRangeTable | null;
  /** From which age on installed packages are missing evidence; a year by default. */
  readonly dataStaleAfterDays?: number;
}

/** Bounds of a challenge. */
export interface ChallengeOptions {
  readonly expiresInSeconds?: number;
  readonly attempts?: number;
  readonly codesSent?: number;
}

/** Options of the plugin; every one has a default. */
export interface VedetteOptions {
  readonly mode?: Mode;
  readonly challengeBudget?: number;
  readonly denyNats?: number | null;
  readonly locale?: Locale;
  readonly timeLimitMs?: number;
  readonly stepUpPage?: string;
  /** The application's own page for "was this you?"; the token is appended as `?token=`. */
  readonly reviewPage?: string;
  readonly email?:
    | {
        readonly sendCode: (code: CodeToSend, request?: Request) => Promise<void> | void;
        readonly allowUnverified?: boolean;
      }
    | undefined;
  readonly challenge?: ChallengeOptions;
  readonly disclose?: 'categories' | 'none';
  readonly network?: NetworkOptions;
  readonly judge?: Judge;
  readonly judgeLimits?: Partial<JudgeLimits>;
  readonly isAdmin?: (asking: {
    readonly user: User;
    readonly session: Session;
  }) => Promise<boolean> | boolean;
  readonly onSignIn?: (event: SignInEvent) => Promise<void> | void;
  readonly onCompromised?: (event: CompromisedEvent) => Promise<void> | void;
  readonly reviewExpiresInSeconds?: number;
  readonly logRetentionDays?: number;
  readonly schema?: InferOptionSchema<typeof schema>;
  /** The clock, for tests and replays. */
  readonly now?: () => number;
}

const DAY_SECONDS = 86_400;

/** What holds where nothing is set. */
export const DEFAULTS = {
  mode: 'observe',
  challengeBudget: 1 / 50,
  denyNats: null,
  locale: 'en',
  /** Longer than a slow query, shorter than anybody notices. */
  timeLimitMs: 300,
  stepUpPage: '/step-up',
  disclose: 'categories',
  /** Long enough to open a mailbox, as better-auth's own second factor. */
  expiresInSeconds: 600,
  /** Of a million codes: five guesses are one in two hundred thousand. */
  attempts: 5,
  codesSent: 3,
  /** As long as the engine waits for an answer to a notice. */
  reviewExpiresInSeconds: 14 * DAY_SECONDS,
  logRetentionDays: 90,
} as const;

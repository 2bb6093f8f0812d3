import {
  createDigestKey,
  createGuardedJudge,
  createTrustedProxies,
  DEFAULT_SETTINGS,
  type DigestKey,
  type EngineSettings,
  type IsTrustedProxy,
  JUDGE_LIMITS,
} from '@vedette/identity';

import { DEFAULTS, type VedetteOptions } from '../options.ts';
import { createSharedPopulation, type SharedPopulation } from '../store/shared-population.ts';
import { type Counters, createCounters } from './counters.ts';
import { createNetworks, type Networks } from './networks.ts';

type Hear = ReturnType<typeof createGuardedJudge>;

/** Limits and pages as they hold, whatever was left out. */
export interface Limits {
  readonly timeLimitMs: number;
  readonly stepUpPage: string;
  readonly discloseCategories: boolean;
  readonly challengeMs: number;
  readonly attemptsMax: number;
  readonly codesMax: number;
  readonly reviewMs: number;
  readonly logRetentionMs: number;
}

/** One instance of the plugin at work: what its hooks and routes share within a process. */
export interface Runtime {
  readonly options: VedetteOptions;
  readonly limits: Limits;
  readonly settings: EngineSettings;
  readonly nowMs: () => number;
  readonly counters: Counters;
  readonly population: SharedPopulation;
  readonly hear: Hear | null;
  readonly isTrustedProxy: IsTrustedProxy;
  readonly networks: Networks;
  readonly digestKey: (secret: string) => DigestKey;
  /** When the chores were last begun. */
  choresAtMs: number;
}

/** Of the time limit, what the judge may use: what is left decides without it. */
const JUDGE_SHARE = 0.6;

/**
 * An instance at work.
 *
 * @throws Error for a text that is no CIDR block among the trusted proxies
 */
export function createRuntime(options: VedetteOptions): Runtime {
  const nowMs = options.now ?? Date.now;
  const limits = limitsOf(options);
  const counters = createCounters();
  const { mode = DEFAULTS.mode, locale = DEFAULTS.locale } = options;
  const { challengeBudget = DEFAULTS.challengeBudget, denyNats = DEFAULTS.denyNats } = options;
  const keys = new Map<string, DigestKey>();
  return {
    options,
    limits,
    settings: { ...DEFAULT_SETTINGS, mode, locale, challengeBudget, denyNats },
    nowMs,
    counters,
    population: createSharedPopulation(counters),
    hear: options.judge === undefined ? null : guard(options, limits.timeLimitMs),
    isTrustedProxy: createTrustedProxies(options.network?.trustedProxies ?? []),
    networks: createNetworks(options.network ?? {}, nowMs),
    digestKey: (secret) => {
      const known = keys.get(secret);
      if (known !== undefined) return known;
      const key = createDigestKey(`vedette ${secret}`);
      keys.clear();
      keys.set(secret, key);
      return key;
    },
    choresAtMs: nowMs(),
  };
}

function limitsOf(options: VedetteOptions): Limits {
  const { challenge = {} } = options;
  return {
    timeLimitMs: options.timeLimitMs ?? DEFAULTS.timeLimitMs,
    stepUpPage: options.stepUpPage ?? DEFAULTS.stepUpPage,
    discloseCategories: (options.disclose ?? DEFAULTS.disclose) === 'categories',
    challengeMs: (challenge.expiresInSeconds ?? DEFAULTS.expiresInSeconds) * 1000,
    attemptsMax: challenge.attempts ?? DEFAULTS.attempts,
    codesMax: challenge.codesSent ?? DEFAULTS.codesSent,
    reviewMs: (options.reviewExpiresInSeconds ?? DEFAULTS.reviewExpiresInSeconds) * 1000,
    logRetentionMs: (options.logRetentionDays ?? DEFAULTS.logRetentionDays) * 86_400_000,
  };
}

function guard({ judge, judgeLimits, now }: VedetteOptions, timeLimitMs: number): Hear | null {
  if (judge === undefined) return null;
  const timeoutMs = Math.floor(timeLimitMs * JUDGE_SHARE);
  return createGuardedJudge(judge, {
    nowMs: now ?? Date.now,
    schedule: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    limits: { ...JUDGE_LIMITS, timeoutMs, ...judgeLimits },
  });
}

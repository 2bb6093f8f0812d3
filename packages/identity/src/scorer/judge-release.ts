import type { Evidence } from '../reasons/reason-codes.ts';
import type { Client } from '../signals/sign-in.ts';
import type { ScorerInput } from './scorer-input.ts';
import { COPIED } from './weights.ts';

/** Mean days between two releases that a user takes up. */
const RELEASE_DAYS = { version: 30, system: 150 } as const;
/** Nobody comes back to the same second: an update may be due at once. */
const DUE_DAYS = 3;
/** How often an owner goes back to an older version: a restored backup, a second machine. */
const DOWNGRADE_RATE = 0.015;

/** Which versions are asked about: the browser's, or the system's. */
export interface ReleaseQuestion {
  readonly level: 'version' | 'system';
  readonly client: Client;
  /** Days since this browser was last seen with this user. */
  readonly pauseDays: number;
}

/**
 * Versions go up. The owner of a device shows the last version, or after t days with probability
 * u = 1 − exp(−t/T) one of the newer current ones, and almost never an older one; somebody else
 * shows what is current among all users.
 */
export function judgeRelease(input: ScorerInput, question: ReleaseQuestion): Evidence | null {
  const { level, client, pauseDays } = question;
  const { signature, population } = input;
  const product = level === 'version' ? `${client.family}/${client.os}` : client.os;
  const major = level === 'version' ? client.major : client.osMajor;
  if (major === null) return null;
  const { count, latest, oldest, isKnown } = versionsOf(input, { level, product, major });
  if (count === 0) return null;
  const daysSince =
    pauseDays + Math.max(0, input.signIn.atMs / 86_400_000 - signature.levels[level].asOfDay);
  const due = 1 - Math.exp(-(daysSince + DUE_DAYS) / RELEASE_DAYS[level]);
  const current = population.releases.share(product, major);
  const drawn = (1 - COPIED[level]) * current;
  const params = { name: level === 'version' ? client.family : client.os, version: major, latest };
  if (major > latest) {
    const newer = population.releases.shareAbove(product, latest);
    const contribution = Math.log(drawn / ((due * current) / Math.max(newer, current)));
    return {
      code: level === 'version' ? 'version-upgrade' : 'system-upgrade',
      contribution,
      params,
    };
  }
  if (isKnown) {
    // Several devices may share a product: any version of theirs that is alive is the user's own.
    const contribution = Math.log(
      (COPIED[level] + drawn) / ((1 - due) / count + due * current + DOWNGRADE_RATE),
    );
    const code = level === 'version' ? 'version-same' : 'system-same';
    return { code, contribution: Math.min(contribution, 0), params };
  }
  const between = major > oldest;
  const p = between ? DOWNGRADE_RATE * 4 : DOWNGRADE_RATE;
  const contribution = Math.log(drawn / (p * Math.max(current, 0.05)));
  if (level === 'system') return { code: 'system-downgrade', contribution, params };
  return { code: between ? 'version-skipped' : 'version-downgrade', contribution, params };
}

interface Versions {
  readonly count: number;
  readonly latest: number;
  readonly oldest: number;
  readonly isKnown: boolean;
}

function versionsOf(
  { signature }: ScorerInput,
  {
    level,
    product,
    major,
  }: {
    readonly level: 'version' | 'system';
    readonly product: string;
    readonly major: number;
  },
): Versions {
  let count = 0;
  let latest = -1;
  let oldest = Infinity;
  let isKnown = false;
  for (const { key } of signature.levels[level].items) {
    if (key.charCodeAt(product.length) !== SLASH || !key.startsWith(product)) continue;
    const version = numberFrom(key, product.length + 1);
    count += 1;
    if (version > latest) latest = version;
    if (version < oldest) oldest = version;
    if (version === major) isKnown = true;
  }
  return { count, latest, oldest, isKnown };
}

const SLASH = 47;
const ZERO = 48;

/** The digits from a place to the end as a number, without cutting a text out for each version. */
function numberFrom(key: string, start: number): number {
  let value = 0;
  for (let at = start; at < key.length; at += 1) value = value * 10 + (key.charCodeAt(at) - ZERO);
  return value;
}

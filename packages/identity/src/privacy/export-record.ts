import type { UserRecord } from '../learning/user-record.ts';
import { LEVELS } from '../signature/levels.ts';
import { homeOffset } from '../signature/signature.ts';

const DAY_MS = 86_400_000;

/** A user's record as that user may read it: every value that is kept, with when and how often. */
export interface ExportedRecord {
  readonly signInsLearned: number;
  readonly lastSignIn: string | null;
  readonly clockMinutesEastOfUtc: number | null;
  readonly values: Readonly<
    Record<
      string,
      readonly {
        readonly value: string;
        readonly weight: number;
        readonly days: number;
        readonly firstSeen: string;
        readonly lastSeen: string;
      }[]
    >
  >;
  readonly hours: readonly number[];
  readonly weekdays: readonly number[];
  readonly waiting: readonly {
    readonly id: string;
    readonly at: string;
    readonly decision: string;
  }[];
  readonly learningPaused: boolean;
}

/**
 * Everything kept of a user, in words (access and portability). Addresses, device cookies and
 * models are keyed digests here as well: the clear text is not kept anywhere.
 */
export function exportRecord({ signature, pending, paused }: UserRecord): ExportedRecord {
  return {
    signInsLearned: signature.learned,
    lastSignIn: signature.last === null ? null : new Date(signature.last.atMs).toISOString(),
    clockMinutesEastOfUtc: homeOffset(signature),
    values: Object.fromEntries(
      LEVELS.map((level) => [
        level,
        signature.levels[level].items
          .toSorted((a, b) => b.weight - a.weight)
          .map(({ key, weight, days, firstDay, lastDay }) => ({
            value: key,
            weight: round(weight),
            days,
            firstSeen: dateOf(firstDay),
            lastSeen: dateOf(lastDay),
          })),
      ]),
    ),
    hours: signature.hours.bins.map(round),
    weekdays: signature.weekdays.bins.map(round),
    waiting: pending.map(({ signIn, decision }) => ({
      id: signIn.id,
      at: new Date(signIn.atMs).toISOString(),
      decision,
    })),
    learningPaused: paused,
  };
}

function dateOf(day: number): string {
  return new Date(Math.floor(day) * DAY_MS).toISOString().slice(0, 10);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

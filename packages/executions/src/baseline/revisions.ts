import type { Baseline } from './baseline.ts';
import { dayOf } from './observe-shape.ts';
import type { ShapeRecord } from './shape-record.ts';

/** Who changes a baseline, and when. */
export interface Hand {
  readonly by: string;
  readonly timeMs: number;
}

/** A person says that a shape is normal: from now on it is trusted in full. */
export function confirmShape(baseline: Baseline, key: string, hand: Hand): boolean {
  const confirm = (record: ShapeRecord): ShapeRecord =>
    record.key === key ? { ...record, confirmedMs: hand.timeMs } : record;
  return baseline.revise({ ...hand, what: 'confirmed' }, confirm) > 0;
}

/**
 * A person has seen the alerts about a shape and lets it train: what was and will be held back
 * counts as if it had not been alerted about, so trust still takes days and hosts.
 */
export function admitShape(baseline: Baseline, key: string, hand: Hand): boolean {
  const admit = (record: ShapeRecord): ShapeRecord => {
    if (record.key !== key || record.admittedMs !== null) return record;
    const days = record.days.map((day) => ({ ...day, watched: day.watched + day.held, held: 0 }));
    return { ...record, days, admittedMs: hand.timeMs };
  };
  return baseline.revise({ ...hand, what: 'admitted' }, admit) > 0;
}

/** A person says that a shape must be learned anew, or not at all. */
export function forgetShape(baseline: Baseline, key: string, hand: Hand): boolean {
  const forget = (record: ShapeRecord): ShapeRecord | null => (record.key === key ? null : record);
  return baseline.revise({ ...hand, what: 'forgotten' }, forget) > 0;
}

/**
 * Takes back everything that was learned on and after the day of `toMs`, and what was confirmed
 * since; returns how many shapes that changed.
 */
export function rollBack(baseline: Baseline, toMs: number, hand: Hand): number {
  const firstDay = dayOf(toMs);
  return baseline.revise({ ...hand, what: 'rolled-back' }, (record) => {
    const isOlder = record.days.every(({ day }) => day < firstDay);
    const confirmedMs = before(record.confirmedMs, toMs);
    const admittedMs = before(record.admittedMs, toMs);
    const keeps = confirmedMs === record.confirmedMs && admittedMs === record.admittedMs;
    if (isOlder && keeps) return record;
    const days = record.days.filter(({ day }) => day < firstDay);
    if (days.length === 0 && confirmedMs === null) return null;
    return { ...record, ...countsOf(days, record), days, confirmedMs, admittedMs };
  });
}

/** Forgets the days before `sinceMs`; a shape without days goes, unless a person confirmed it. */
export function expireBefore(baseline: Baseline, sinceMs: number, nowMs: number): number {
  const firstDay = dayOf(sinceMs);
  return baseline.revise({ by: 'bound', timeMs: nowMs, what: 'expired' }, (record) => {
    const days = record.days.filter(({ day }) => day >= firstDay);
    if (days.length === record.days.length) return record;
    return days.length === 0 && record.confirmedMs === null ? null : { ...record, days };
  });
}

function before(decidedMs: number | null, toMs: number): number | null {
  return decidedMs !== null && decidedMs < toMs ? decidedMs : null;
}

function countsOf(
  days: ShapeRecord['days'],
  record: ShapeRecord,
): Pick<ShapeRecord, 'count' | 'lastSeenMs'> {
  const count = days.reduce((sum, { learned, watched, held }) => sum + learned + watched + held, 0);
  const lastDay = days.at(-1)?.day;
  const endOfLast = lastDay === undefined ? record.firstSeenMs : (lastDay + 1) * MS_PER_DAY - 1;
  return { count, lastSeenMs: Math.min(record.lastSeenMs, endOfLast) };
}

const MS_PER_DAY = 86_400_000;

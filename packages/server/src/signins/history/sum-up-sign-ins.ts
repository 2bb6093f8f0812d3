import { categoryOf, DECISIONS, type Decision } from '@vedette/identity';

import type { ApplicationsList, Detection, RiskyUser, SignInItem } from './history-api.ts';
import { isRisky } from './scan-sign-ins.ts';

const REASONS_SHOWN = 5;

/** Sums over sign-ins, one after the other, of whoever they are. */
export interface SumUp<T> {
  readonly add: (item: SignInItem) => void;
  readonly result: () => T;
}

/** Users with something risky: what waits for somebody first, then the highest score. */
export function sumUpUsers(): SumUp<RiskyUser[]> {
  interface Sum extends Omit<RiskyUser, 'reasons'> {
    readonly codes: Map<string, number>;
  }
  const users = new Map<string, Sum>();
  return {
    add: (item) => {
      const { application, user, atMs, score, wanted, outcome, reasons } = item;
      const key = `${application} ${user}`;
      const none = { signIns: 0, risky: 0, open: 0, compromised: 0, highest: -Infinity };
      const start = { worst: 'allow', lastMs: 0, lastRiskyMs: 0 } as const;
      const codes = new Map<string, number>();
      const sum: Sum = users.get(key) ?? { application, user, ...none, ...start, codes };
      const risky = isRisky(item) || outcome === 'compromised';
      if (risky) {
        for (const { code, contribution } of reasons) {
          if (contribution > 0) sum.codes.set(code, (sum.codes.get(code) ?? 0) + 1);
        }
      }
      users.set(key, {
        ...sum,
        signIns: sum.signIns + 1,
        risky: sum.risky + (risky ? 1 : 0),
        open: sum.open + (isRisky(item) && outcome === 'none' ? 1 : 0),
        compromised: sum.compromised + (outcome === 'compromised' ? 1 : 0),
        highest: Math.max(sum.highest, score ?? -Infinity),
        worst: worse(sum.worst, wanted),
        lastMs: Math.max(sum.lastMs, atMs),
        lastRiskyMs: risky ? Math.max(sum.lastRiskyMs, atMs) : sum.lastRiskyMs,
      });
    },
    result: () =>
      [...users.values()]
        .filter(({ risky }) => risky > 0)
        .map(({ codes, highest, ...sum }) => ({
          ...sum,
          highest: Number.isFinite(highest) ? highest : 0,
          reasons: [...codes]
            .map(([code, signIns]) => ({ code, signIns }))
            .toSorted((a, b) => b.signIns - a.signIns || (a.code < b.code ? -1 : 1))
            .slice(0, REASONS_SHOWN),
        }))
        .toSorted(
          (a, b) =>
            b.compromised - a.compromised ||
            b.open - a.open ||
            b.highest - a.highest ||
            (`${a.application} ${a.user}` < `${b.application} ${b.user}` ? -1 : 1),
        ),
  };
}

/** Reasons that spoke against somebody in risky sign-ins, the most frequent first. */
export function sumUpDetections(): SumUp<Detection[]> {
  const found = new Map<string, Omit<Detection, 'users'> & { readonly who: Set<string> }>();
  return {
    add: (item) => {
      if (!isRisky(item)) return;
      const { application, user, id, atMs } = item;
      for (const { code, contribution, text } of item.reasons) {
        if (contribution <= 0) continue;
        const known = found.get(code);
        const sum = known ?? {
          ...{ code, category: categoryOf(code), signIns: 0, highest: 0, lastMs: atMs },
          ...{ example: { application, user, id, text }, who: new Set<string>() },
        };
        sum.who.add(`${application} ${user}`);
        found.set(code, {
          ...sum,
          signIns: sum.signIns + 1,
          highest: Math.max(sum.highest, contribution),
          lastMs: Math.max(sum.lastMs, atMs),
        });
      }
    },
    result: () =>
      [...found.values()]
        .map(({ who, ...sum }) => ({ ...sum, users: who.size }))
        .toSorted((a, b) => b.signIns - a.signIns || (a.code < b.code ? -1 : 1)),
  };
}

type ApplicationSum = ApplicationsList['applications'][number];

/** What one application's sign-ins come to. */
export function sumUpApplication(application: string): SumUp<ApplicationSum> {
  const users = new Set<string>();
  const counts = { signIns: 0, risky: 0, challenged: 0, unassessed: 0 };
  let lastMs: number | null = null;
  let mode: ApplicationSum['mode'] = null;
  return {
    add: (item) => {
      users.add(item.user);
      counts.signIns += 1;
      if (isRisky(item)) counts.risky += 1;
      if (item.decision === 'step-up' || item.decision === 'deny') counts.challenged += 1;
      if (item.failure !== null) counts.unassessed += 1;
      lastMs = Math.max(lastMs ?? 0, item.atMs);
      mode ??= item.mode;
    },
    result: () => ({ application, ...counts, users: users.size, lastMs, mode }),
  };
}

function worse(a: Decision, b: Decision): Decision {
  return DECISIONS.indexOf(a) >= DECISIONS.indexOf(b) ? a : b;
}

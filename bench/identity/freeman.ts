import type { SignIn } from '@vedette/identity';

import type { Detector } from './detector.ts';

/**
 * Freeman et al., "Who Are You?" (NDSS 2016), with the smoothing and the weights of the published
 * implementation (das-group/rba-algorithm, MIT): S = Π p(x)/p(x|u) · p(u|A)/p(u|L), features
 * interpolated over their sub-features, unseen values estimated hierarchically, the user's side
 * unsmoothed and a quarter of the global value where it is zero.
 */
export function createFreeman(): Detector {
  const all = new Tallies();
  const users = new Map<string, Tallies>();
  return {
    name: 'Freeman 2016',
    score: (user, signIn) => {
      const own = users.get(user);
      if (own === undefined) return 0;
      let score = 0;
      for (const group of groupsOf(signIn)) {
        const everybody = mix(group, (name, value) => all.smoothed(name, value));
        const local = mix(group, (name, value) => own.plain(name, value));
        score += Math.log(everybody / (local === 0 ? everybody / 4 : local));
      }
      return score + Math.log(1 / users.size / (own.count / all.count));
    },
    learn: (user, signIn) => {
      const own = users.get(user) ?? new Tallies();
      users.set(user, own);
      for (const tallies of [all, own]) {
        tallies.count += 1;
        for (const group of groupsOf(signIn))
          for (const { name, value } of group) tallies.add(name, value);
      }
    },
  };
}

interface Part {
  readonly name: string;
  readonly value: string;
  readonly weight: number;
}

function groupsOf({ address, client }: SignIn): Part[][] {
  const browser = `${client?.family} ${client?.major}`;
  const os = `${client?.os} ${client?.osMajor}`;
  return [
    [
      { name: 'ip', value: address?.key ?? '', weight: 0.6 },
      { name: 'asn', value: String(address?.asn), weight: 0.3 },
      { name: 'country', value: address?.country ?? '', weight: 0.1 },
    ],
    [
      { name: 'ua', value: `${client?.modelKey} ${browser} ${os}`, weight: 0.5387 },
      { name: 'browser', value: browser, weight: 0.268 },
      { name: 'os', value: os, weight: 0.1882 },
      { name: 'type', value: client?.type ?? '', weight: 0.0051 },
    ],
  ];
}

function mix(group: readonly Part[], p: (name: string, value: string) => number): number {
  return group.reduce((sum, { name, value, weight }) => sum + weight * p(name, value), 0);
}

class Tallies {
  count = 0;
  readonly #features = new Map<string, Map<string, number>>();

  add(name: string, value: string): void {
    const counts = this.#features.get(name) ?? new Map<string, number>();
    this.#features.set(name, counts);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }

  plain(name: string, value: string): number {
    return (this.#features.get(name)?.get(value) ?? 0) / this.count;
  }

  smoothed(name: string, value: string): number {
    const counts = this.#features.get(name);
    const unseen = (counts?.size ?? 0) + 1;
    const seen = counts?.get(value) ?? 0;
    return seen === 0
      ? 1 / (this.count + unseen)
      : (seen / this.count) * (1 - unseen / (this.count + unseen));
  }
}

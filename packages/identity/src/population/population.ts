import { emptyHistogram, HOURS, WEEKDAYS } from '../signature/hours.ts';
import { addMoment, type Moments, NO_MOMENTS, triangleIndex } from '../signature/moments.ts';
import { type Counts, createCounts } from './counts.ts';
import { HISTORY_STEPS } from './history.ts';
import { createNovelty, type Novelty, type NoveltySnapshot } from './novelty.ts';
import { createQuantileCounts, type QuantileCounts } from './quantile-counts.ts';
import { createReleases, type Releases, type ReleasesSnapshot } from './releases.ts';

/** Names that each kind of count may hold: a few megabytes at most. */
const COUNTRIES_MAX = 300;
const NETWORKS_MAX = 20_000;
const CLIENTS_MAX = 2000;
const JA4_MAX = 5000;

/** p-values are kept as −log10 p, and scores in nats. */
const P_RANGE = { min: 0, max: 12, bins: 480, halveAt: 20_000 } as const;
const SCORE_RANGE = { min: -20, max: 30, bins: 1000, halveAt: 20_000 } as const;

/**
 * What is usual over all users of an application, learned from confirmed sign-ins: the background
 * that a user's own habits are compared with. Nothing in it tells who did what.
 */
export interface Population {
  readonly countries: Counts;
  /** By country and network. */
  readonly networks: Counts;
  readonly kinds: Counts;
  /** Sign-ins by network whose address was one more time the same, or new. */
  readonly addressTrials: Counts;
  readonly addressNovel: Counts;
  readonly clients: Counts;
  readonly ja4: Counts;
  /** By JA4 and browser family. */
  readonly ja4Families: Counts;
  readonly novelty: Novelty;
  readonly releases: Releases;
  readonly hours: number[];
  readonly weekdays: number[];
  /** Moments of all users' features: the prior of the Gaussian stage. */
  moments: Moments;
  /** Legitimate −log10 p of the Gaussian stage, by history step. */
  readonly pValues: readonly QuantileCounts[];
  /** Legitimate scores: where the threshold for a challenge budget is. */
  readonly scores: QuantileCounts;
  learned: number;
}

/** A population as JSON. */
export interface PopulationSnapshot {
  readonly version: 1;
  readonly counts: Readonly<Record<string, readonly (readonly [string, number])[]>>;
  readonly novelty: NoveltySnapshot;
  readonly releases: ReleasesSnapshot;
  readonly hours: readonly number[];
  readonly weekdays: readonly number[];
  readonly moments: Moments;
  readonly pValues: readonly (readonly number[])[];
  readonly scores: readonly number[];
  readonly learned: number;
}

/** A population that has seen nobody, or one that was kept. */
export function createPopulation(from?: PopulationSnapshot): Population {
  const counts = from?.counts ?? {};
  return {
    countries: createCounts(COUNTRIES_MAX, counts['countries']),
    networks: createCounts(NETWORKS_MAX, counts['networks']),
    kinds: createCounts(NETWORKS_MAX, counts['kinds']),
    addressTrials: createCounts(NETWORKS_MAX, counts['addressTrials']),
    addressNovel: createCounts(NETWORKS_MAX, counts['addressNovel']),
    clients: createCounts(CLIENTS_MAX, counts['clients']),
    ja4: createCounts(JA4_MAX, counts['ja4']),
    ja4Families: createCounts(JA4_MAX, counts['ja4Families']),
    novelty: createNovelty(from?.novelty),
    releases: createReleases(from?.releases),
    hours: [...(from?.hours ?? emptyHistogram(HOURS).bins)],
    weekdays: [...(from?.weekdays ?? emptyHistogram(WEEKDAYS).bins)],
    moments: from?.moments ?? NO_MOMENTS,
    pValues: HISTORY_STEPS.map((_, step) => createQuantileCounts(P_RANGE, from?.pValues[step])),
    scores: createQuantileCounts(SCORE_RANGE, from?.scores),
    learned: from?.learned ?? 0,
  };
}

/** A population as it is kept between runs. */
export function snapshotPopulation(population: Population): PopulationSnapshot {
  const { countries, networks, kinds, addressTrials, addressNovel, clients } = population;
  const { ja4, ja4Families } = population;
  const counted = {
    countries,
    networks,
    kinds,
    addressTrials,
    addressNovel,
    clients,
    ja4,
    ja4Families,
  };
  return {
    version: 1,
    counts: Object.fromEntries(
      Object.entries(counted).map(([name, counts]) => [name, counts.entries()]),
    ),
    novelty: population.novelty.snapshot(),
    releases: population.releases.snapshot(),
    hours: [...population.hours],
    weekdays: [...population.weekdays],
    moments: population.moments,
    pValues: population.pValues.map((values) => values.snapshot()),
    scores: population.scores.snapshot(),
    learned: population.learned,
  };
}

/** Fades the background of features slowly by count, so that it follows a changing service. */
const POPULATION_MOMENTS_MAX = 5000;

/** Adds a sign-in's features to the population's moments, whose memory is bounded by count. */
export function addPopulationMoment(population: Population, x: readonly number[]): void {
  const { moments } = population;
  const faded =
    moments.weight < POPULATION_MOMENTS_MAX
      ? moments
      : { ...moments, weight: moments.weight / 2, scatter: moments.scatter.map((sum) => sum / 2) };
  const unknownVariance = x.map((_, i) =>
    moments.weight > 0 ? (moments.scatter[triangleIndex(i, i)] ?? 0) / moments.weight : 1,
  );
  population.moments = addMoment(faded, { x, day: 0, weight: 1, unknownVariance });
}

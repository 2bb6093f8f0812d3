/** A version counts half after this many days: browsers release monthly. */
const HALF_LIFE_DAYS = 30;
/** Re-scales before the growing weights leave the exact range of a double. */
const RESCALE_AFTER_HALF_LIVES = 40;
const PRODUCTS_MAX = 500;
const MAJORS_MAX = 80;

/** Which versions of a browser or system are current among all users. */
export interface Releases {
  readonly add: (product: string, major: number, day: number) => void;
  /** The share of this version among current ones; a version never seen gets the benefit of few. */
  readonly share: (product: string, major: number) => number;
  /** The share of all versions above one. */
  readonly shareAbove: (product: string, major: number) => number;
  readonly snapshot: () => ReleasesSnapshot;
}

/** The day that weights are relative to, and weights by product and version. */
export interface ReleasesSnapshot {
  readonly originDay: number | null;
  /** What a sighting was worth at last. */
  readonly unit: number;
  readonly products: readonly (readonly [string, readonly (readonly [number, number])[]])[];
}

/** What one sighting is worth against versions that nobody was seen with. */
const UNSEEN_WEIGHT = 1;

/**
 * Current versions, with forward decay: a sighting weighs 2^(day / half-life), so that nothing has
 * to be faded afterwards (Cormode et al., ICDE 2009).
 */
export function createReleases(
  from: ReleasesSnapshot = { originDay: null, unit: 1, products: [] },
): Releases {
  let originDay = from.originDay;
  let { unit } = from;
  const products = new Map(from.products.map(([name, majors]) => [name, new Map(majors)] as const));
  const rescale = (day: number): void => {
    const fade = 2 ** (-(day - (originDay ?? day)) / HALF_LIFE_DAYS);
    for (const majors of products.values())
      for (const [major, weight] of majors) majors.set(major, weight * fade);
    originDay = day;
  };
  const share = (wanted: number, all: number): number =>
    (wanted + UNSEEN_WEIGHT * unit) / (all + 2 * UNSEEN_WEIGHT * unit);
  return {
    add: (product, major, day) => {
      originDay ??= day;
      if (day - originDay > RESCALE_AFTER_HALF_LIVES * HALF_LIFE_DAYS) rescale(day);
      unit = 2 ** ((day - originDay) / HALF_LIFE_DAYS);
      let majors = products.get(product);
      if (majors === undefined) {
        if (products.size >= PRODUCTS_MAX) return;
        majors = new Map();
        products.set(product, majors);
      }
      majors.set(major, (majors.get(major) ?? 0) + unit);
      if (majors.size > MAJORS_MAX) {
        const [lightest] = [...majors].reduce((a, b) => (b[1] < a[1] ? b : a));
        majors.delete(lightest);
      }
    },
    share: (product, major) => {
      const majors = products.get(product);
      let all = 0;
      if (majors !== undefined) for (const weight of majors.values()) all += weight;
      return share(majors?.get(major) ?? 0, all);
    },
    shareAbove: (product, major) => {
      let above = 0;
      let all = 0;
      for (const [other, weight] of products.get(product) ?? []) {
        all += weight;
        if (other > major) above += weight;
      }
      return share(above, all);
    },
    snapshot: () => ({
      originDay,
      unit,
      products: [...products].map(([name, majors]) => [name, [...majors]] as const),
    }),
  };
}

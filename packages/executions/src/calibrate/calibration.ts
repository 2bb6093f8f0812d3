import { z } from 'zod';

/** Scores are kept by thousandths: finer than any threshold that a person would set. */
const BINS = 1_000;
/** After this many events a score counts half: what is normal drifts. */
const HALF_LIFE_EVENTS = 20_000;
const DECAY = 2 ** (-1 / HALF_LIFE_EVENTS);
/** Weights grow instead of all others shrinking; scaled back before they lose precision. */
const GROWTH_MAX = 1e9;
/** Alerts that count per day: a flood of them must not make the next one look usual. */
const ALERTS_PER_DAY_MAX = 10;

/** The workload's own recent scores, as plain data. */
export const CalibrationState = z.strictObject({
  /** Bin and weight of every bin that is not empty, by bin. */
  bins: z.array(z.tuple([z.number().int().min(0).max(BINS), z.number().nonnegative()])),
  growth: z.number().min(1),
  /** Of all bins, as it came to be: another order of addition rounds otherwise. */
  total: z.number().nonnegative(),
  alertDay: z.number().int().nonnegative(),
  alertsToday: z.number().int().nonnegative(),
});
export type CalibrationState = z.infer<typeof CalibrationState>;

/**
 * Conformal p-values against the workload's own recent scores (Vovk et al. 2005; weights that fade
 * for drift as in Barber et al. 2023, doi:10.1214/23-AOS2276). Ties count against the event and
 * the event itself is one of the sample, so a p-value is never too small, also in the first days,
 * when it simply cannot be small.
 */
export class Calibration {
  readonly #bins = new Float64Array(BINS + 1);
  #total = 0;
  #growth: number;
  #alertDay: number;
  #alertsToday: number;

  constructor(stored?: CalibrationState) {
    this.#growth = stored?.growth ?? 1;
    this.#alertDay = stored?.alertDay ?? 0;
    this.#alertsToday = stored?.alertsToday ?? 0;
    for (const [bin, weight] of stored?.bins ?? []) this.#put(bin, weight);
    this.#total = stored?.total ?? 0;
  }

  /** Share of the recent past that was at least as strange; in (0, 1]. */
  pValue(score: number): number {
    if (score <= 0) return 1;
    const own = this.#growth;
    return (this.#from(binOf(score)) + own) / (this.#total + own);
  }

  /** Adds a score to the past; alerts only a few times a day. */
  observe(
    score: number,
    { day, alerted }: { readonly day: number; readonly alerted: boolean },
  ): void {
    if (alerted && !this.#mayCount(day)) return;
    this.#put(binOf(score), this.#growth);
    this.#growth /= DECAY;
    if (this.#growth > GROWTH_MAX) this.#rescale();
  }

  /**
   * The lowest score that a given share of events reaches at most; null while the past is too
   * short to tell.
   */
  scoreAt(share: number): number | null {
    const own = this.#growth;
    if (own / (this.#total + own) > share) return null;
    let above = own;
    for (let bin = BINS; bin > 0; bin -= 1) {
      above += this.#bins[bin] ?? 0;
      if (above / (this.#total + own) > share) return Math.min(1, (bin + 1) / BINS);
    }
    return 1 / BINS;
  }

  /** How many events the past is worth now. */
  get events(): number {
    return this.#total / this.#growth;
  }

  toState(): CalibrationState {
    const bins: [number, number][] = [];
    for (const [bin, weight] of this.#bins.entries()) if (weight > 0) bins.push([bin, weight]);
    return {
      bins,
      growth: this.#growth,
      total: this.#total,
      alertDay: this.#alertDay,
      alertsToday: this.#alertsToday,
    };
  }

  #mayCount(day: number): boolean {
    if (day !== this.#alertDay) [this.#alertDay, this.#alertsToday] = [day, 0];
    this.#alertsToday += 1;
    return this.#alertsToday <= ALERTS_PER_DAY_MAX;
  }

  #put(bin: number, weight: number): void {
    this.#bins[bin] = (this.#bins[bin] ?? 0) + weight;
    this.#total += weight;
  }

  #from(bin: number): number {
    const bins = this.#bins;
    let sum = 0;
    for (let at = bin; at <= BINS; at += 1) sum += bins[at] ?? 0;
    return sum;
  }

  #rescale(): void {
    for (let bin = 0; bin <= BINS; bin += 1)
      this.#bins[bin] = (this.#bins[bin] ?? 0) / this.#growth;
    this.#total /= this.#growth;
    this.#growth = 1;
  }
}

/** Scores above 0 never share a bin with 0. */
function binOf(score: number): number {
  return score <= 0 ? 0 : Math.max(1, Math.min(BINS, Math.floor(score * BINS)));
}

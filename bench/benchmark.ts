/** A measured number, or the reason why there is none. */
export type Measured = number | string;

/** What a metric should come to, as a reader and as a program take it. */
export interface Aim {
  readonly text: string;
  readonly number: number;
}

/** One metric of ours beside the same metric of the peers, taken in the same run. */
export interface BenchResult {
  readonly metric: string;
  readonly unit: string;
  readonly ours: Measured;
  readonly peers: Readonly<Record<string, Measured>>;
  readonly aim: Aim | null;
  /** Computed from the figures; null where there is no aim. */
  readonly met: boolean | null;
}

/** A run of one benchmark, as `--json` prints it. */
export interface BenchReport {
  readonly name: string;
  readonly machine: Readonly<Record<string, string | number>>;
  readonly versions: Readonly<Record<string, string>>;
  readonly results: readonly BenchResult[];
}

/** A metric without an aim: it is there to be read. */
export function figure(
  metric: string,
  unit: string,
  ours: Measured,
  peers: BenchResult['peers'] = {},
): BenchResult {
  return { metric, unit, ours, peers, aim: null, met: null };
}

/** A metric whose own figure must stay below a limit. */
export function ceiling(
  metric: string,
  unit: string,
  { ours, peers = {}, below }: { ours: Measured; peers?: BenchResult['peers']; below: number },
): BenchResult {
  const aim = { text: `below ${below} ${unit}`, number: below };
  return { metric, unit, ours, peers, aim, met: typeof ours === 'number' && ours < below };
}

/**
 * How many times ours each peer is. Met only if every one of the peers could be measured and
 * reaches the aim: a peer that did not run proves nothing.
 */
export function timesCheaper(
  metric: string,
  { ours, peers, atLeast }: { ours: Measured; peers: BenchResult['peers']; atLeast: number },
): BenchResult {
  const ratios = Object.fromEntries(
    Object.entries(peers).map(([name, value]) => [
      name,
      typeof value === 'number' && typeof ours === 'number' && ours > 0
        ? Number((value / ours).toFixed(1))
        : `no ratio: ${typeof value === 'string' ? value : String(ours)}`,
    ]),
  );
  const met = Object.values(ratios).every((ratio) => typeof ratio === 'number' && ratio >= atLeast);
  const aim = { text: `each peer at least ${atLeast} times ours`, number: atLeast };
  return { metric, unit: '×', ours: typeof ours === 'number' ? 1 : ours, peers: ratios, aim, met };
}

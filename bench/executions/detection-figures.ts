/** What a detector reaches on one workload against one set of attacks. */
export interface DetectionFigures {
  /** Area under the ROC curve, by event. */
  readonly auc: number;
  /** True positives at a share of benign test events: by event and by session. */
  readonly at: readonly {
    readonly share: number;
    readonly threshold: number;
    readonly events: number;
    readonly sessions: number;
  }[];
}

/** One scored attack event and the session that it belongs to. */
export interface ScoredAttack {
  readonly score: number;
  readonly session: string;
}

/** The shares of benign events that the field compares at. */
export const SHARES = [0.01, 0.001] as const;

/** A session counts if its highest event does; equal scores never count as above. */
export function detectionFigures(
  benign: readonly number[],
  attacks: readonly ScoredAttack[],
): DetectionFigures {
  const sorted = benign.toSorted((a, b) => b - a);
  const highest = new Map<string, number>();
  for (const { session, score } of attacks)
    highest.set(session, Math.max(highest.get(session) ?? -Infinity, score));
  const at = SHARES.map((share) => {
    const threshold = sorted[Math.floor(sorted.length * share)] ?? 0;
    const share0 = (scores: readonly number[]): number =>
      scores.filter((score) => score > threshold).length / Math.max(1, scores.length);
    const events = share0(attacks.map(({ score }) => score));
    return { share, threshold, events, sessions: share0([...highest.values()]) };
  });
  return {
    auc: areaUnderCurve(
      sorted,
      attacks.map(({ score }) => score),
    ),
    at,
  };
}

/** Mann-Whitney: the chance that an attack scores above a benign event, ties half. */
function areaUnderCurve(benignDescending: readonly number[], attacks: readonly number[]): number {
  let sum = 0;
  for (const score of attacks) {
    const above = firstAt(benignDescending, (value) => value <= score);
    const notBelow = firstAt(benignDescending, (value) => value < score);
    sum += benignDescending.length - notBelow + (notBelow - above) / 2;
  }
  return sum / Math.max(1, attacks.length * benignDescending.length);
}

/** Index of the first value for which it holds, by bisection. */
function firstAt(values: readonly number[], holds: (value: number) => boolean): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(values[middle] ?? -Infinity)) high = middle;
    else low = middle + 1;
  }
  return low;
}

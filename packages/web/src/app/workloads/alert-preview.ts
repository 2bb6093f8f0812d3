/** How many different commands reached which score on one day, in steps of 0.01. */
export interface DayOfScores {
  readonly dayMs: number;
  readonly at: readonly { readonly score: number; readonly shapes: number }[];
}

/** What a threshold would have come to. */
export interface AlertPreview {
  readonly alerts: number;
  readonly perDay: readonly number[];
}

/** Half a step: scores are lower bounds of steps of 0.01, and 0.29 is not 29 × 0.01 exactly. */
const HALF_STEP = 0.005;

/** Alerts that a threshold would have given: each command once a day, by its highest score. */
export function alertPreview(days: readonly DayOfScores[], threshold: number): AlertPreview {
  const perDay = days.map(({ at }) =>
    at
      .filter(({ score }) => score >= threshold - HALF_STEP)
      .reduce((sum, { shapes }) => sum + shapes, 0),
  );
  return { alerts: perDay.reduce((sum, alerts) => sum + alerts, 0), perDay };
}

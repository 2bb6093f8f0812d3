import { Baseline } from '../baseline/baseline.ts';
import type { BaselineState } from '../baseline/baseline-state.ts';
import type { ShapeRecord } from '../baseline/shape-record.ts';
import { Calibration } from '../calibrate/calibration.ts';

/** Occurrences of one shape that are put into the past one by one. */
const OCCURRENCES_MAX = 10_000;

/**
 * The past as it would have looked with everything else already learned: each shape is scored
 * without one of its occurrences. The scores of the first minutes, when everything was new, say
 * nothing about what a new event will score.
 */
export function calibrateByLeavingOut(
  state: BaselineState,
  scoreWithout: (baseline: Baseline, record: ShapeRecord) => number,
): Calibration {
  const calibration = new Calibration();
  const baseline = new Baseline(state);
  for (const record of state.shapes) {
    const without = withoutOne(record);
    const score = without === null ? 0 : baseline.withReplaced(record, without, scoreWithout);
    const times = Math.min(OCCURRENCES_MAX, record.count);
    for (let time = 0; time < times; time += 1)
      calibration.observe(score, { day: 0, alerted: false });
  }
  return calibration;
}

/** The record with one occurrence less on its busiest day; null where that changes nothing. */
function withoutOne(record: ShapeRecord): ShapeRecord | null {
  const at = record.days.findIndex(({ learned }) => learned > 0);
  const day = record.days[at];
  if (day === undefined) return null;
  return { ...record, days: record.days.with(at, { ...day, learned: day.learned - 1 }) };
}

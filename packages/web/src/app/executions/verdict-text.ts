import type { StoredEvent } from '../api/shapes.ts';

/** What was made of an execution, in one sentence. */
export function verdictText({
  score,
  threshold,
  state,
  finding,
}: Pick<StoredEvent, 'score' | 'threshold' | 'state' | 'finding'>): string {
  if (score === null) return 'It was recorded and not scored.';
  const scored = `It scored ${score.toFixed(2)}`;
  if (state === 'learning') {
    return `${scored} while its workload was still being learned, so it alone alerts nobody${finding === null ? '.' : ', yet it belongs to a finding.'}`;
  }
  const bar = threshold === null ? '' : `; its workload alerts from ${threshold.toFixed(2)} on`;
  if (finding !== null) return `${scored}${bar}: it belongs to a finding.`;
  if (threshold !== null && score >= threshold) {
    return `${scored}${bar}; it belongs to no finding, as when somebody said that it is expected.`;
  }
  return `${scored}${bar}: nothing to do.`;
}

/** How often something normal of the workload scores as high. */
export function rarityText(p: number | null): string | null {
  if (p === null) return null;
  if (p >= 0.5) return 'As usual as most of what this workload does.';
  const oneIn = Math.round(1 / Math.max(p, 1e-6));
  return `About 1 in ${oneIn.toLocaleString('en')} of what this workload normally does scores as high.`;
}

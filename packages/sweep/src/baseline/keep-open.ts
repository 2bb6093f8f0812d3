import { compareFindings } from '../findings/compare-findings.ts';
import { OPEN_MAX, type OpenFinding } from './host-state.ts';

/** Bytes that open findings may take of the state file: facts are a host's, and can be long. */
const OPEN_BYTES_MAX = 3 * 1024 * 1024;

/** The open findings that are remembered, most serious first, and how many are not. */
export function keepOpen(open: readonly OpenFinding[]): {
  readonly kept: OpenFinding[];
  readonly left: number;
} {
  const kept: OpenFinding[] = [];
  let bytes = 0;
  const sorted = open.toSorted((a, b) => compareFindings(a.finding, b.finding));
  for (const finding of sorted) {
    bytes += Buffer.byteLength(JSON.stringify(finding));
    if (kept.length >= OPEN_MAX || bytes > OPEN_BYTES_MAX) break;
    kept.push(finding);
  }
  return { kept, left: open.length - kept.length };
}

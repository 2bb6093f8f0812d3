import type { HostRow } from './host-filter.ts';

const ORDER: readonly HostRow['standing']['kind'][] = [
  'findings',
  'unreachable',
  'never',
  'incomplete',
  'clean',
];

/** What needs somebody first; names decide among equals, so that rows keep their places. */
export function sortHostRows(rows: readonly HostRow[]): readonly HostRow[] {
  return rows.toSorted(
    (a, b) =>
      ORDER.indexOf(a.standing.kind) - ORDER.indexOf(b.standing.kind) ||
      b.host.openFindings - a.host.openFindings ||
      b.badges.length - a.badges.length ||
      (a.host.host < b.host.host ? -1 : 1),
  );
}

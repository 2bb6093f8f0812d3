import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';

import { Loaded } from '../elements/loaded.tsx';
import { Score } from '../elements/score.tsx';
import { absoluteTime } from '../elements/time.tsx';
import { dropEmpty, type ExecutionsSearch } from './executions-search.ts';
import { type Histogram, histogramQuery } from './histogram-query.ts';
import { histogramText } from './histogram-text.ts';

const ScoreChart = lazy(async () => ({
  default: (await import('./score-chart.tsx')).ScoreChart,
}));

/** How much happened and how unusual it was, by time: drawn, in words and as a table. */
export function ScoreOverTime({
  search,
  onSelect,
}: {
  readonly search: ExecutionsSearch;
  readonly onSelect: (search: ExecutionsSearch) => void;
}): ReactNode {
  const query = useQuery(histogramQuery(search));
  return (
    <div className="min-h-60">
      <Loaded query={query} lines={7}>
        {(histogram) => (
          <>
            <p className="mb-2 flex flex-wrap gap-x-4 text-sm text-soft">
              <span>▮ executions (left)</span>
              <span className="text-critical">● highest score (right)</span>
              <span>drag across to look closer</span>
            </p>
            <Suspense fallback={<div className="h-[170px]" />}>
              <ScoreChart
                histogram={histogram}
                onSelect={(fromMs, toMs) => onSelect(within(search, fromMs, toMs))}
              />
            </Suspense>
            <details className="mt-2 text-sm">
              <summary className="text-soft">{histogramText(histogram, absoluteTime)}</summary>
              <Table histogram={histogram} search={search} />
            </details>
          </>
        )}
      </Loaded>
    </div>
  );
}

function Table({
  histogram: { buckets, bucketMs },
  search,
}: {
  readonly histogram: Histogram;
  readonly search: ExecutionsSearch;
}): ReactNode {
  return (
    <table className="mt-2 w-full max-w-xl text-left">
      <thead className="text-soft">
        <tr>
          <th className="py-1 font-medium">From</th>
          <th className="py-1 text-right font-medium">Executions</th>
          <th className="py-1 pl-6 font-medium">Highest score</th>
        </tr>
      </thead>
      <tbody>
        {buckets
          .filter(({ events }) => events > 0)
          .map(({ fromMs, events, maxScore }) => (
            <tr key={fromMs} className="border-t border-line">
              <td className="py-1">
                <Link
                  to="/executions"
                  search={within(search, fromMs, fromMs + bucketMs)}
                  className="text-accent underline"
                >
                  {absoluteTime(fromMs)}
                </Link>
              </td>
              <td className="py-1 text-right tabular-nums">{events.toLocaleString()}</td>
              <td className="py-1 pl-6">
                <Score value={maxScore} />
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

function within(search: ExecutionsSearch, fromMs: number, toMs: number): ExecutionsSearch {
  const from = Math.max(0, Math.floor(fromMs));
  const to = Math.max(from + 1, Math.ceil(toMs));
  return dropEmpty({ ...search, from, to, span: undefined });
}

import 'uplot/dist/uPlot.min.css';

import { type ReactNode, useEffect, useRef } from 'react';
import uPlot from 'uplot';

import { useIsDark } from '../frame/theme.ts';
import type { Histogram } from './histogram-query.ts';
import { chartOptions } from './chart-options.ts';

export const CHART_PX = 170;

interface ScoreChartProps {
  readonly histogram: Histogram;
  readonly onSelect: (fromMs: number, toMs: number) => void;
}

/** Executions as bars and the highest score as points; a span is chosen by dragging or a click. */
export function ScoreChart(props: ScoreChartProps): ReactNode {
  // A canvas keeps the colours that it was drawn in.
  return <Drawing key={useIsDark() ? 'dark' : 'light'} {...props} />;
}

function Drawing({ histogram, onSelect }: ScoreChartProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const select = useRef(onSelect);
  const latest = useRef(histogram);
  useEffect(() => {
    select.current = onSelect;
    latest.current = histogram;
  }, [histogram, onSelect]);
  useEffect(() => {
    const { current } = place;
    if (current === null) return;
    const options = chartOptions({
      width: current.clientWidth,
      height: CHART_PX,
      bucketMs: () => latest.current.bucketMs,
      onSelect: (fromMs, toMs) => select.current(fromMs, toMs),
    });
    const made = new uPlot(options, dataOf(latest.current), current);
    chart.current = made;
    const resized = new ResizeObserver(() =>
      made.setSize({ width: current.clientWidth, height: CHART_PX }),
    );
    resized.observe(current);
    return () => {
      resized.disconnect();
      made.destroy();
      chart.current = null;
    };
  }, []);
  useEffect(() => chart.current?.setData(dataOf(histogram)), [histogram]);
  return <div ref={place} aria-hidden="true" className="w-full" style={{ height: CHART_PX }} />;
}

/** uPlot counts in seconds; a bucket is drawn at its middle. */
function dataOf({ buckets, bucketMs }: Histogram): uPlot.AlignedData {
  return [
    buckets.map(({ fromMs }) => (fromMs + bucketMs / 2) / 1_000),
    buckets.map(({ events }) => events),
    buckets.map(({ maxScore }) => maxScore),
  ];
}

import uPlot from 'uplot';

const DAY_SECONDS = 86_400;
const MINUTES_SECONDS = 600;
/** Shorter is a hand that trembles. */
const DRAG_PX_MIN = 3;
const BAR_SHARE = 0.8;
const BAR_PX_MAX = 24;
const AXIS_PX = 48;

const formats = {
  days: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit' }),
  hours: new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }),
  seconds: new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' }),
};

/** The drawing of executions and scores by time, in the colours of the page. */
export function chartOptions({
  width,
  height,
  bucketMs,
  onSelect,
}: {
  readonly width: number;
  readonly height: number;
  readonly bucketMs: () => number;
  readonly onSelect: (fromMs: number, toMs: number) => void;
}): uPlot.Options {
  const colour = (name: string): string =>
    getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const axis = { stroke: colour('soft'), ticks: { stroke: colour('line') } };
  const bars = uPlot.paths.bars?.({ size: [BAR_SHARE, BAR_PX_MAX] });
  return {
    width,
    height,
    legend: { show: false },
    cursor: { y: false, drag: { x: true, y: false, setScale: false }, points: { show: false } },
    scales: {
      x: { time: true },
      events: { range: (_, _min, max) => [0, Math.max(1, max * 1.1)] },
      score: { range: [0, 1] },
    },
    axes: [
      { ...axis, grid: { show: false }, values: (_, splits) => splits.map(timeText(splits)) },
      {
        ...axis,
        scale: 'events',
        size: AXIS_PX,
        grid: { stroke: colour('line') },
        values: (_, splits) => splits.map(countText),
      },
      { ...axis, scale: 'score', side: 1, size: AXIS_PX, grid: { show: false } },
    ],
    series: [
      {},
      {
        scale: 'events',
        fill: colour('strong-line'),
        points: { show: false },
        ...(bars === undefined ? {} : { paths: bars }),
      },
      {
        scale: 'score',
        stroke: colour('critical'),
        paths: () => null,
        points: { show: true, size: 6, fill: colour('critical') },
      },
    ],
    hooks: {
      ready: [
        (chart) => {
          chart.over.addEventListener('click', ({ offsetX }) => {
            const middleMs = 1_000 * chart.posToVal(offsetX, 'x');
            onSelect(middleMs - bucketMs() / 2, middleMs + bucketMs() / 2);
          });
        },
      ],
      setSelect: [
        (chart) => {
          const { left, width } = chart.select;
          if (width < DRAG_PX_MIN) return;
          const ends = [left, left + width].map((px) => 1_000 * chart.posToVal(px, 'x'));
          chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          onSelect(Math.min(...ends), Math.max(...ends));
        },
      ],
    },
  };
}

function timeText(splits: readonly number[]): (seconds: number) => string {
  const apart = (splits.at(-1) ?? 0) - (splits[0] ?? 0);
  const format =
    apart > 2 * DAY_SECONDS
      ? formats.days
      : apart < MINUTES_SECONDS
        ? formats.seconds
        : formats.hours;
  return (seconds) => format.format(1_000 * seconds);
}

function countText(count: number): string {
  if (!Number.isInteger(count)) return '';
  return count >= 10_000 ? `${Math.round(count / 1_000)}k` : count.toLocaleString('en');
}

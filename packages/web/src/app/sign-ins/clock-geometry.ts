export const HOURS = 24;
const TURN = 2 * Math.PI;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** A point of the drawing; y grows downwards. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where an hour is on a clock of 24 hours around the origin: midnight above, noon below. */
export function clockPoint(hour: number, radius: number): Point {
  const angle = (hour / HOURS) * TURN;
  return { x: round(radius * Math.sin(angle)), y: round(-radius * Math.cos(angle)) };
}

/** The path of a ring's piece from one hour to another. */
export function wedgePath(piece: {
  readonly fromHour: number;
  readonly toHour: number;
  readonly inner: number;
  readonly outer: number;
}): string {
  const { fromHour, toHour, inner, outer } = piece;
  const large = toHour - fromHour > HOURS / 2 ? 1 : 0;
  const [a, b] = [clockPoint(fromHour, outer), clockPoint(toHour, outer)];
  const [c, d] = [clockPoint(toHour, inner), clockPoint(fromHour, inner)];
  return [
    `M ${a.x} ${a.y}`,
    `A ${outer} ${outer} 0 ${large} 1 ${b.x} ${b.y}`,
    `L ${c.x} ${c.y}`,
    `A ${inner} ${inner} 0 ${large} 0 ${d.x} ${d.y}`,
    'Z',
  ].join(' ');
}

/** The hour of the day, with its fraction, on a clock that many minutes east of UTC. */
export function hourAt(atMs: number, minutesEastOfUtc: number): number {
  const hour = (atMs + minutesEastOfUtc * MINUTE_MS) / HOUR_MS;
  return ((hour % HOURS) + HOURS) % HOURS;
}

/** Hours that lie side by side and are usual, as `08:00–11:00`; around midnight they are one. */
export function usualHours(hours: readonly number[], least: number): readonly string[] {
  const isUsual = (hour: number): boolean => (hours[(hour + HOURS) % HOURS] ?? 0) >= least;
  const starts = Array.from({ length: HOURS }, (_, hour) => hour).filter(
    (hour) => isUsual(hour) && !isUsual(hour - 1),
  );
  if (starts.length === 0) return isUsual(0) ? ['at any hour'] : [];
  return starts.map((start) => {
    let end = start + 1;
    while (isUsual(end)) end += 1;
    return `${clock(start)}–${clock(end % HOURS)}`;
  });
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

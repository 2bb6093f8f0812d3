import type { EventRow } from '../event-store.ts';
import { plainRow } from './plain-row.ts';

const DAY_MS = 86_400_000;
const ROWS = 300;
const DAYS = 3;

/** The events of a position of the journal: the same whenever they are asked for, of some days. */
export function numberedBlock(position: number): EventRow[] {
  return Array.from({ length: ROWS }, (_, index) => {
    const row = plainRow({ position, index });
    const t = row.event.t - (index % DAYS) * DAY_MS + position;
    return { ...row, event: { ...row.event, t, argv: ['job', String(position), String(index)] } };
  });
}

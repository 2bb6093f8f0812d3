import type { Severity } from '@vedette/core';

import type { Finding } from '../api/shapes.ts';

/** The answer to "is anything wrong?", in one sentence and a tone. */
export interface Standing {
  readonly tone: 'good' | 'warning' | 'bad';
  readonly sentence: string;
}

const ALARMING: ReadonlySet<Severity> = new Set(['critical', 'high']);

/** Says how things stand, by what is open. */
export function standingOf(open: readonly Finding[]): Standing {
  if (open.length === 0) return { tone: 'good', sentence: 'Nothing needs you.' };
  const alarming = open.filter(({ severity }) => ALARMING.has(severity)).length;
  const things = open.length === 1 ? '1 thing needs' : `${open.length} things need`;
  if (alarming === 0) return { tone: 'warning', sentence: `${things} a look.` };
  const how = alarming === open.length ? '' : `, ${alarming} of them soon`;
  return { tone: 'bad', sentence: `${things} you${how}.` };
}

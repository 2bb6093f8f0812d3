import type { Tone } from '../elements/tag.tsx';

/** What came of something. */
export interface Outcome {
  readonly words: string;
  readonly tone: Tone;
}

const REFUSED_MIN = 400;
const FAILED_MIN = 500;

/** What came of a request, from the status that answered it; null where none is on record. */
export function outcomeWords(status: number | null): Outcome {
  if (status === null) return { words: 'not known', tone: 'warning' };
  if (status >= FAILED_MIN) return { words: `failed (${status})`, tone: 'bad' };
  if (status >= REFUSED_MIN) return { words: `refused (${status})`, tone: 'warning' };
  return { words: 'done', tone: 'good' };
}

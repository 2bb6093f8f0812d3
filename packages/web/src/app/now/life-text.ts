import type { FindingLife } from '../api/shapes.ts';

const BECAUSE = {
  new: 'new',
  returned: 'came back',
  asked: 'opened again',
  expired: 'no longer expected',
} as const;

/** Where a finding stands, in a word or two. */
export function lifeText(life: FindingLife): string {
  switch (life.state) {
    case 'open':
      return life.because === undefined ? 'open' : BECAUSE[life.because];
    case 'acknowledged':
      return `acknowledged by ${life.by}`;
    case 'expected':
      return `expected: ${life.reason}`;
    case 'resolved':
      return life.by === 'sweep' ? 'gone by itself' : `resolved by ${life.by}`;
  }
}

import { counted } from '../elements/counted.ts';
import type { Tone } from '../elements/tag.tsx';
import type { Sweep } from './host-shapes.ts';

/** How a host was at its last sweep. */
export interface SweepStanding {
  readonly kind: 'clean' | 'findings' | 'incomplete' | 'unreachable' | 'never';
  readonly words: string;
  readonly tone: Tone;
}

/**
 * The last sweep in words. "Clean" is said only of a host of which every check saw all that it
 * judges by, whatever else the server says of it.
 */
export function sweepStanding(sweep: Sweep | null): SweepStanding {
  if (sweep === null) return { kind: 'never', words: 'never swept', tone: 'warning' };
  const unseen = unseenText(sweep);
  switch (sweep.status) {
    case 'unreachable':
      return { kind: 'unreachable', words: 'unreachable: nothing was seen', tone: 'bad' };
    case 'findings': {
      const { slamDunk, ambiguous } = sweep.findings;
      const found = counted(slamDunk + ambiguous, 'finding');
      const words = unseen === '' ? found : `${found}, and incomplete: ${unseen}`;
      return { kind: 'findings', words, tone: 'bad' };
    }
    case 'incomplete':
    case 'clean': {
      const seesAll = sweep.status === 'clean' && unseen === '';
      if (!seesAll) {
        const words = `incomplete: ${unseen === '' ? 'it did not come to its end' : unseen}`;
        return { kind: 'incomplete', words, tone: 'warning' };
      }
      return { kind: 'clean', words: 'clean', tone: 'good' };
    }
  }
}

/** Checks that did not see what they judge by; empty where all did. */
function blindChecks({ coverage }: Pick<Sweep, 'coverage'>): ReadonlySet<string> {
  return new Set(coverage.flatMap(({ check, effect }) => (effect === 'blind' ? [check] : [])));
}

function unseenText(sweep: Sweep): string {
  const blind = blindChecks(sweep).size;
  // A gap may be one of a whole section, and take several checks with it.
  const short = sweep.checksAsked - sweep.checks;
  const number = Math.max(blind, short);
  return number <= 0 ? '' : `${counted(number, 'check')} blind`;
}

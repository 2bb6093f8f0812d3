import type { Tone } from '../elements/tag.tsx';

/** Where a containment stands, in words. */
export interface StateWords {
  readonly words: string;
  readonly tone: Tone;
}

const STATES: Readonly<Record<string, StateWords>> = {
  planned: { words: 'planned, nothing was touched yet', tone: 'warning' },
  captured: { words: 'its program is saved, it is not frozen yet', tone: 'warning' },
  freezing: { words: 'being frozen: it may be either', tone: 'warning' },
  frozen: { words: 'frozen', tone: 'accent' },
  stopped: { words: 'stopped with its container', tone: 'accent' },
  refused: { words: 'refused: nothing was frozen', tone: 'plain' },
  abandoned: { words: 'abandoned: nothing was frozen', tone: 'plain' },
  undone: { words: 'undone: it was let go at once', tone: 'plain' },
  loose: { words: 'loose: it runs although it was frozen', tone: 'bad' },
  gone: { words: 'gone: the process has ended', tone: 'plain' },
  thawing: { words: 'being thawed: it may be either', tone: 'warning' },
  thawed: { words: 'thawed: it runs again', tone: 'good' },
  'not logged': { words: 'evidence without a log: somebody took the log away', tone: 'bad' },
};

/** Where a containment stands; a state that is not known here is shown as it is. */
export function stateWords(state: string): StateWords {
  const known = Object.hasOwn(STATES, state) ? STATES[state] : undefined;
  return known ?? { words: state, tone: 'plain' };
}

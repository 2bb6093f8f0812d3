import type { SectionName } from '../probe/sections.ts';
import type { Violation } from './violations.ts';
import { shownSent } from './violations.ts';

/** How far a section came: `missing` sent nothing, `incomplete` did not come to a good end. */
export type SectionState = 'complete' | 'incomplete' | 'missing';

/**
 * Holds the order of frames: sections one after the other as they were asked for, frames of a
 * section counted from 0 without a gap, nothing after a section's end or after the finish.
 */
export interface SectionSequence {
  /** Admits a frame, or says what is out of order; a frame out of order is not to be read. */
  readonly admit: (section: string, seq: number) => Violation | undefined;
  /** Notes that the frame that was admitted last is damaged. */
  readonly damage: () => void;
  /** Ends the section of the frame that was admitted last. */
  readonly end: (complete: boolean) => void;
  /** Whether every section came to an end of its own. */
  readonly allEnded: () => boolean;
  readonly states: () => ReadonlyMap<SectionName, SectionState>;
}

interface Progress {
  next: number;
  ended: boolean;
  complete: boolean;
  damaged: boolean;
}

/** Starts a sequence for the sections that the probe was told to run, in their order. */
export function createSectionSequence(sections: readonly SectionName[]): SectionSequence {
  const progress = new Map<string, Progress>();
  let current = -1;

  const open = (): Progress | undefined => progress.get(sections[current] ?? '');
  const breach = (code: Violation['code'], detail: string): Violation => {
    const section = open();
    if (section !== undefined) section.damaged = true;
    return { code, detail };
  };

  const enter = (section: string): Violation | undefined => {
    const index = sections.findIndex((name) => name === section);
    if (index === -1) return breach('section', `not asked for: ${shownSent(section)}`);
    if (index < current) return breach('section', `${section} again, after it was left`);
    if (index > current) {
      current = index;
      progress.set(section, { next: 0, ended: false, complete: false, damaged: false });
    }
    return undefined;
  };

  return {
    admit(section, seq) {
      const outOfOrder = enter(section);
      const own = open();
      if (outOfOrder !== undefined || own === undefined) return outOfOrder;
      if (own.ended) return breach('section', `${section} goes on after its end`);
      const expected = own.next;
      // Going on after a gap lets the rest of a damaged section still be read, and judged.
      own.next = Math.max(own.next, seq + 1);
      if (seq === expected) return undefined;
      return breach('sequence', `${section}: frame ${seq} where ${expected} was due`);
    },
    damage() {
      const own = open();
      if (own !== undefined) own.damaged = true;
    },
    end(complete) {
      const own = open();
      if (own === undefined) return;
      own.ended = true;
      own.complete = complete;
    },
    allEnded: () => sections.every((name) => progress.get(name)?.ended === true),
    states: () => new Map(sections.map((name) => [name, stateOf(progress.get(name))])),
  };
}

function stateOf(progress: Progress | undefined): SectionState {
  if (progress === undefined) return 'missing';
  return progress.complete && !progress.damaged ? 'complete' : 'incomplete';
}

import { PROCESS } from '../findings/observation.ts';
import type { HostState } from './host-state.ts';
import { checksOf, type SweepView } from './sweep-view.ts';

/** What may be concluded about the items of one subject in one section. */
export type Stage =
  /** Never seen wholly: items are not compared. */
  | 'unseen'
  /** Items are learned without a word. */
  | 'learning'
  /** New and changed items are news. */
  | 'watching';

export interface SubjectStage {
  readonly section: string;
  readonly subject: string;
  readonly stage: Stage;
  /** Whether a missing item is really gone. */
  readonly whole: boolean;
  /** What to note as learned after this sweep. */
  readonly gaps: string;
}

/**
 * Decides for a (section, subject) whether it is learned or watched. What was learned with gaps (a
 * login without root) is watched as long as the gaps are the same; with other gaps, things come
 * into view that are old, so the unknown is learned again without a word.
 */
export function stageOf(
  section: string,
  subject: string,
  view: SweepView,
  state: HostState,
): SubjectStage {
  const known = state.learned.find(
    (entry) => entry.section === section && entry.subject === subject,
  );
  const complete = view.complete.has(section);
  const gaps = gapsOf(section, subject, view);
  const base = { section, subject, whole: complete && gaps === '', gaps };
  if (known === undefined) return { ...base, stage: complete ? 'learning' : 'unseen' };
  if (known.gaps === '' || known.gaps === gaps || !complete) return { ...base, stage: 'watching' };
  return { ...base, stage: 'learning' };
}

/** Every (section, subject) that the selected checks and the records name, in a fixed order. */
export function subjectsOf(view: SweepView): { section: string; subject: string }[] {
  const pairs = [
    ...view.selected
      .filter((check) => check.subject !== PROCESS)
      .flatMap(({ sections, subject }) => sections.map((section) => `${section} ${subject}`)),
    ...view.observations
      .filter(({ subject }) => subject !== PROCESS)
      .map(({ section, subject }) => `${section} ${subject}`),
  ];
  return [...new Set(pairs)].toSorted().map((pair) => {
    const [section = '', subject = ''] = pair.split(' ');
    return { section, subject };
  });
}

function gapsOf(section: string, subject: string, view: SweepView): string {
  const checks = checksOf(subject, view.catalog.checks).map((check) => check.id);
  const blind = [section, subject, ...checks].filter((name) => view.blind.has(name));
  return blind.length === 0 ? '' : `${view.uid}:${blind.toSorted().join(',')}`;
}

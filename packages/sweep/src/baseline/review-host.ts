import type { Coverage } from '@vedette/core';

import { checksOf } from './sweep-view.ts';
import type { Finding } from '../findings/finding.ts';
import { PROCESS } from '../findings/observation.ts';
import { lostCoverage, noteCoverage } from './coverage-drop.ts';
import type { FleetKnowledge } from './fleet-knowledge.ts';
import type { BaselineItem, HostState, OpenFinding } from './host-state.ts';
import { keepOpen } from './keep-open.ts';
import { learnItems, itemKey } from './learn-items.ts';
import { stageOf, type SubjectStage, subjectsOf } from './learned-subjects.ts';
import { type ReviewedItem, reviewItem, reviewRemoval } from './review-items.ts';
import { reviewProcesses } from './review-processes.ts';
import { judgedWholly, type SweepView } from './sweep-view.ts';
import { VOLATILE_SECTIONS } from './volatile-sections.ts';

/** What a sweep says of a host, and what is known of the host from now on. */
export interface HostReview {
  readonly findings: readonly Finding[];
  readonly coverage: readonly Coverage[];
  /** Something was learned for the first time, so its drift could not be judged. */
  readonly learning: boolean;
  /** Whether a finding is about a difference to the baseline. */
  readonly drifted: boolean;
  readonly state: HostState;
}

/**
 * Compares what a sweep saw with what is known of the host. A pure function: the same view and
 * state give the same review, whatever the order of the records.
 */
export function reviewHost(view: SweepView, state: HostState, fleet: FleetKnowledge): HostReview {
  const stages = subjectsOf(view).map(({ section, subject }) =>
    stageOf(section, subject, view, state),
  );
  const known = new Map(state.items.map((item) => [itemKey(item), item]));
  const context = { view, state, fleet };
  const items = [...groupItems(view)].map(([key, records]) => {
    const stage = stages.find((each) => isStageOf(each, records[0]))?.stage ?? 'unseen';
    return reviewItem(records, known.get(key), { ...context, stage });
  });
  const present = new Set(items.map(itemKey));
  const removals = state.items
    .filter((item) => !present.has(itemKey(item)) && isGone(item, stages, view))
    .map((item) => reviewRemoval(item, context));
  const processes = reviewProcesses(view, state);
  const reviewed = [...items, ...removals];
  const learned = learnItems({ reviewed, stages, state, view });
  const open = keepOpen(openFindings(reviewed, processes, view, state));
  return {
    findings: [
      ...processes.map(({ finding }) => finding),
      ...reviewed.flatMap(({ findings }) => findings),
    ],
    coverage: [
      ...lostCoverage(view, state),
      ...(learned.left === 0 ? [] : [fullBaseline(learned.left)]),
      ...(open.left === 0 ? [] : [tooManyFindings(open.left)]),
    ],
    learning: stages.some(({ stage }) => stage !== 'watching'),
    drifted: reviewed.some(({ change }) => change !== undefined && change !== 'removed'),
    state: {
      ...state,
      items: learned.items,
      learned: learned.learned,
      expected: state.expected.filter(
        ({ expires }) => expires === undefined || Date.parse(expires) > Date.parse(view.now),
      ),
      open: open.kept,
      seen: noteCoverage(view, state),
    },
  };
}

function groupItems(view: SweepView): Map<string, SweepView['observations'][number][]> {
  const items = view.observations.filter(({ subject }) => subject !== PROCESS);
  const grouped = Map.groupBy(items, itemKey);
  return new Map([...grouped].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function isStageOf(
  stage: SubjectStage,
  item: { readonly section: string; readonly subject: string } | undefined,
): boolean {
  return stage.section === item?.section && stage.subject === item.subject;
}

/** Is an item that was not seen really gone, and is that anybody's business? */
function isGone(item: BaselineItem, stages: readonly SubjectStage[], view: SweepView): boolean {
  const stage = stages.find((each) => isStageOf(each, item));
  return (
    stage?.stage === 'watching' &&
    stage.whole &&
    judgedWholly(item.subject, view) &&
    (!VOLATILE_SECTIONS.has(item.section) ||
      checksOf(item.subject, view.selected).some(({ removed }) => removed !== undefined))
  );
}

/** What this sweep found, and what it could not look at again. */
function openFindings(
  reviewed: readonly ReviewedItem[],
  processes: readonly { finding: Finding; section: string }[],
  view: SweepView,
  state: HostState,
): OpenFinding[] {
  const note = (finding: Finding, section: string): OpenFinding => ({
    finding,
    section,
    firstSeen: finding.firstSeen,
    lastSeen: view.now,
  });
  const found = [
    ...processes
      .filter(({ finding }) => finding.disposition !== 'benign')
      .map(({ finding, section }) => note(finding, section)),
    ...reviewed.flatMap((item) => {
      const { section, subject, key, value } = item;
      return item.findings.map((finding) => ({
        ...note(finding, section),
        item: { subject, key, value },
      }));
    }),
  ];
  const ids = new Set(found.map(({ finding }) => finding.id));
  const asked = new Set(view.selected.map(({ id }) => id));
  const unseen = state.open.filter(
    ({ finding, section }) =>
      !ids.has(finding.id) &&
      (!view.complete.has(section) ||
        view.blind.has(section) ||
        view.blind.has(finding.check) ||
        !asked.has(finding.check)),
  );
  return [...found, ...unseen];
}

function tooManyFindings(left: number): Coverage {
  const reason = `${left} findings are too many to remember: they cannot be approved`;
  return { check: 'baseline', effect: 'limited', reason };
}

function fullBaseline(left: number): Coverage {
  const reason = `the baseline is full: ${left} items are not remembered, so their drift goes unseen`;
  return { check: 'baseline', effect: 'blind', reason };
}

import type { WireRecord } from '../wire/wire-record.ts';
import { Plan } from '../action/containment.ts';
import type { ContainerBefore, Member, Method } from '../action/containment.ts';
import { sortRecords } from './sort-records.ts';
import { STEP_RECORDS, type StepRecord } from './step-records.ts';

/** The plan's bound; a freeze holds no more either. */
const MEMBERS_MAX = 256;
/** With what was let go again, and what a status finds in our control groups beyond the members. */
const TOUCHED_MAX = 4 * MEMBERS_MAX;
const REFUSALS_MAX = 16;
/** A step that reads evidence looks at the target before and after. */
const TARGETS_MAX = 4;

const one = <Schema>(schema: Schema) => ({ schema, max: 1 });

export type TargetCheck = StepRecord<'target'>;
/** A member with what it calls itself: `argv` and `path` are the host's text. */
export type SeenMember = StepRecord<'member'>;

/** What would be frozen, or why not. */
export interface PlanAnswer {
  readonly target: TargetCheck;
  readonly refusals: readonly StepRecord<'refuse'>[];
  /** Null where the host refuses, or any of it is not as it must be. */
  readonly plan: Plan | null;
  readonly members: readonly SeenMember[];
  readonly container: StepRecord<'container'> | null;
  /** Host text. */
  readonly path: string;
}

/** Types what `plan` sent; null where it does not even say whether the target is there. */
export function parsePlanAnswer(records: readonly WireRecord[]): PlanAnswer | null {
  const sorted = sortRecords(records, {
    target: { schema: STEP_RECORDS.target, max: TARGETS_MAX },
    refuse: { schema: STEP_RECORDS.refuse, max: REFUSALS_MAX },
    container: one(STEP_RECORDS.container),
    member: { schema: STEP_RECORDS.member, max: MEMBERS_MAX },
    method: one(STEP_RECORDS.method),
    program: one(STEP_RECORDS.program),
  });
  // Looked at again where it seemed to have ended: the last word counts.
  const target = sorted.target.at(-1);
  if (target === undefined) return null;
  const [container] = sorted.container;
  const [program] = sorted.program;
  const plan = Plan.safeParse({
    method: sorted.method[0],
    members: sorted.member.map(({ member }) => member),
    programBytes: program?.bytes,
    ...(container === undefined ? {} : { container: container.before }),
  });
  const usable =
    plan.success &&
    target.result === 'same' &&
    sorted.refuse.length === 0 &&
    sorted.violations.count === 0 &&
    plan.data.members.length > 0 &&
    (plan.data.method === 'container') === (container !== undefined);
  return {
    target,
    refusals: sorted.refuse,
    plan: usable ? plan.data : null,
    members: sorted.member,
    container: container ?? null,
    path: program?.path ?? '',
  };
}

/** What `capture` and `evidence` say of the target, before and after. */
export function parseTargets(records: readonly WireRecord[]): readonly TargetCheck[] {
  return sortRecords(records, { target: { schema: STEP_RECORDS.target, max: TARGETS_MAX } }).target;
}

/** What a freeze did. */
export interface FreezeAnswer {
  readonly result: StepRecord<'frozen'>['result'];
  readonly detail: string;
  readonly refusals: readonly StepRecord<'refuse'>[];
  /** The weakest by which any of them is held; `signal` where nothing is. */
  readonly method: Method;
  readonly members: readonly Member[];
  readonly held: readonly StepRecord<'held'>[];
  readonly undone: readonly StepRecord<'undone'>[];
  /** As it was before, with the engine by which it is really held. */
  readonly container: ContainerBefore | null;
}

/**
 * Types what `freeze` sent; null where it was cut off or any of it is not as it must be. Then
 * nothing is known, and the host has to be asked for the status.
 */
export function parseFreezeAnswer(records: readonly WireRecord[]): FreezeAnswer | null {
  const sorted = sortRecords(records, {
    target: one(STEP_RECORDS.target),
    refuse: { schema: STEP_RECORDS.refuse, max: REFUSALS_MAX },
    container: one(STEP_RECORDS.container),
    member: { schema: STEP_RECORDS.member, max: MEMBERS_MAX },
    method: one(STEP_RECORDS.method),
    held: { schema: STEP_RECORDS.held, max: MEMBERS_MAX },
    undone: { schema: STEP_RECORDS.undone, max: TOUCHED_MAX },
    released: { schema: STEP_RECORDS.released, max: TOUCHED_MAX },
    outcome: one(STEP_RECORDS.frozen),
  });
  const [outcome] = sorted.outcome;
  const [method] = sorted.method;
  if (outcome === undefined || sorted.violations.count > 0) return null;
  const claimsHold = outcome.result === 'frozen' || outcome.result === 'loose';
  if (claimsHold && (method === undefined || sorted.member.length === 0)) return null;
  if (outcome.result === 'frozen' && sorted.held.length === 0) return null;
  return {
    ...outcome,
    refusals: sorted.refuse,
    method: method ?? 'signal',
    members: sorted.member.map(({ member }) => member),
    held: sorted.held,
    undone: sorted.undone,
    container: sorted.container[0]?.before ?? null,
  };
}

/** How what was frozen is now. */
export interface StatusAnswer {
  readonly result: StepRecord<'seen'>['result'];
  readonly detail: string;
  readonly held: readonly StepRecord<'held'>[];
  readonly container: StepRecord<'containerNow'> | null;
}

/** Types what `status` sent; null where any of it is not as it must be. */
export function parseStatusAnswer(records: readonly WireRecord[]): StatusAnswer | null {
  const { held, container, outcome, violations } = sortRecords(records, {
    held: { schema: STEP_RECORDS.held, max: TOUCHED_MAX },
    container: one(STEP_RECORDS.containerNow),
    outcome: one(STEP_RECORDS.seen),
  });
  const [said] = outcome;
  if (said === undefined || violations.count > 0) return null;
  return { ...said, held, container: container[0] ?? null };
}

/** What was let go. */
export interface ThawAnswer {
  readonly result: StepRecord<'thawed'>['result'];
  readonly detail: string;
  readonly released: readonly StepRecord<'released'>[];
  readonly container: StepRecord<'containerNow'> | null;
}

/** Types what `thaw` sent; null where any of it is not as it must be. */
export function parseThawAnswer(records: readonly WireRecord[]): ThawAnswer | null {
  const { released, container, outcome, violations } = sortRecords(records, {
    released: { schema: STEP_RECORDS.released, max: TOUCHED_MAX },
    container: one(STEP_RECORDS.containerNow),
    outcome: one(STEP_RECORDS.thawed),
  });
  const [said] = outcome;
  if (said === undefined || violations.count > 0) return null;
  return { ...said, released, container: container[0] ?? null };
}

/** Whether a container went by itself. */
export interface StopAnswer {
  readonly result: StepRecord<'stopped'>['result'];
  readonly detail: string;
  readonly container: StepRecord<'containerNow'> | null;
}

/** Types what `stop` sent; null where any of it is not as it must be. */
export function parseStopAnswer(records: readonly WireRecord[]): StopAnswer | null {
  const { container, outcome, violations } = sortRecords(records, {
    container: one(STEP_RECORDS.containerNow),
    outcome: one(STEP_RECORDS.stopped),
  });
  const [said] = outcome;
  if (said === undefined || violations.count > 0) return null;
  return { ...said, container: container[0] ?? null };
}

import type { Reason } from '@vedette/core';
import { lowerSeverity, SEVERITIES, type Severity } from '@vedette/core';

import { controllerReason, draftFinding } from '../findings/draft-finding.ts';
import { factsOf } from '../findings/facts.ts';
import type { Change, Facts, Finding } from '../findings/finding.ts';
import { digest, findingId } from '../findings/finding-id.ts';
import { narrowVerdicts } from '../findings/narrow-verdicts.ts';
import type { Observation } from '../findings/observation.ts';
import type { CheckVerdict } from '../judge/judge-evidence.ts';
import { approvalOf, covers, excuse } from './approvals.ts';
import type { FleetCount, FleetKnowledge } from './fleet-knowledge.ts';
import type { BaselineItem, HostState } from './host-state.ts';
import type { Stage } from './learned-subjects.ts';
import { mergeRecords, mostSerious } from './review-processes.ts';
import { checksOf, type SweepView } from './sweep-view.ts';

/** What a sweep says about one item. */
export interface ReviewedItem {
  readonly findings: readonly Finding[];
  readonly change: Change | undefined;
  /** Whether the baseline may take the item as it is now. */
  readonly trains: boolean;
  readonly section: string;
  readonly subject: string;
  readonly key: string;
  readonly value: string;
  readonly facts: Facts;
}

export interface ItemContext {
  readonly view: SweepView;
  readonly state: HostState;
  readonly fleet: FleetKnowledge;
}

/** Judges the records of one item against what the baseline has under its key. */
export function reviewItem(
  records: readonly Observation[],
  known: BaselineItem | undefined,
  { stage, view, state, fleet }: ItemContext & { readonly stage: Stage },
): ReviewedItem {
  const merged = mergeRecords(records);
  const change = known === undefined ? 'new' : known.value === merged.value ? undefined : 'changed';
  const drifted = change !== undefined && (stage === 'watching' || known !== undefined);
  const verdicts = mostSerious(records.flatMap((record) => narrowVerdicts(record, view.selected)));
  const { section, subject, key, value } = merged;
  const item = { section, subject, key, value, facts: factsOf(merged.facts) };
  const findings = findingsOf({
    ...item,
    codes: merged,
    verdicts: verdicts.filter(
      ({ onChange }) => !onChange || (drifted && (onChange === true || change === 'changed')),
    ),
    change: drifted ? change : undefined,
    context: { view, state, fleet },
  });
  const news = findings.some((finding) => finding.change !== undefined);
  return {
    ...item,
    findings,
    change: drifted ? change : undefined,
    trains: !news && stage !== 'unseen',
  };
}

/**
 * Judges an item that the baseline has and a whole view of its section has not: news for the checks
 * that say so, else it is forgotten, and news when it comes back.
 */
export function reviewRemoval(known: BaselineItem, context: ItemContext): ReviewedItem {
  const verdicts = checksOf(known.subject, context.view.selected).flatMap(({ id, removed }) =>
    removed === undefined
      ? []
      : [
          {
            check: id,
            disposition: 'ambiguous',
            severity: removed.severity,
            onChange: true,
          } as const,
        ],
  );
  const item = {
    section: known.section,
    subject: known.subject,
    key: known.key,
    value: `removed ${known.value}`,
    facts: known.facts,
  };
  const findings = findingsOf({
    ...item,
    codes: { evidence: [], held: [], failed: [] },
    verdicts,
    change: 'removed',
    context,
  });
  return { ...item, findings, change: 'removed', trains: findings.length === 0 };
}

interface ItemParts {
  readonly subject: string;
  readonly key: string;
  readonly value: string;
  readonly facts: Facts;
  readonly codes: Pick<Observation, 'evidence' | 'held' | 'failed'>;
  readonly verdicts: readonly CheckVerdict[];
  readonly change: Change | undefined;
  readonly context: ItemContext;
}

/** One finding for each check that still alerts; a benign item is not a finding. */
function findingsOf(parts: ItemParts): Finding[] {
  const { view, state, fleet } = parts.context;
  return parts.verdicts.flatMap((verdict) => {
    const identity = [view.host, parts.subject, parts.key, parts.value, verdict.check];
    const approval = approvalOf(digest(identity), state.expected, view.now);
    const approved = approval !== undefined && covers(approval, verdict);
    const left = approved ? excuse(verdict) : verdict;
    if (left.disposition === 'benign') return [];
    const peers =
      parts.change === 'new' || parts.change === 'changed'
        ? fleet.count(view.host, parts)
        : undefined;
    const common = peers !== undefined && isCommon(peers);
    const finding = draftFinding(
      {
        verdicts: [common ? { ...left, severity: oneLower(left.severity) } : left],
        ...parts.codes,
        added: [
          ...(parts.change === undefined ? [] : [controllerReason(parts.change)]),
          ...(peers === undefined ? [] : [fleetReason(peers)]),
          ...(approved
            ? [controllerReason('approved', { who: approval.who, reason: approval.reason })]
            : []),
        ],
        facts: { ...parts.facts, key: parts.key, value: parts.value },
        subject: parts.subject,
        identity,
        fingerprint: identity,
        change: parts.change,
        firstSeen: firstSeenOf(findingId(identity), state) ?? view.now,
      },
      view.catalog,
    );
    return [
      peers === undefined
        ? finding
        : { ...finding, fleet: { ...peers, text: fleetReason(peers).text } },
    ];
  });
}

function firstSeenOf(id: string, state: HostState): string | undefined {
  return state.open.find(({ finding }) => finding.id === id)?.firstSeen;
}

/** Fewer hosts than this are no fleet to speak of: two of two may both be broken into. */
const FLEET_MIN = 3;

/** Do most of the *other* hosts have it? */
function isCommon({ have, of }: FleetCount): boolean {
  return of >= FLEET_MIN && have - 1 > (of - 1) / 2;
}

function fleetReason(count: FleetCount): Reason {
  const code = isCommon(count) ? 'fleet-common' : count.have === 1 ? 'fleet-only' : 'fleet-some';
  return controllerReason(code, { ...count });
}

function oneLower(severity: Severity): Severity {
  return (
    SEVERITIES[Math.max(0, SEVERITIES.indexOf(severity) - 1)] ?? lowerSeverity(severity, 'info')
  );
}

import { compareDispositions, compareSeverities, VedetteError } from '@vedette/core';

import type { Finding } from '../findings/finding.ts';
import {
  type Approval,
  type BaselineItem,
  EXPECTED_MAX,
  type HostState,
  type OpenFinding,
} from './host-state.ts';
import { itemKey } from './learn-items.ts';

/** A person's word about open findings of one host. */
export interface ApprovalRequest {
  /** Ids of open findings, or all of them. */
  readonly findings: readonly string[] | 'all';
  readonly reason: string;
  readonly who: string;
  readonly now: string;
  /** After this time the findings alert again. */
  readonly expires?: string;
}

/**
 * Takes open findings as expected. An item without an expiry becomes part of the baseline as it is
 * now; what alerts by itself (a process, a rule that needs no change) is remembered as expected. A
 * slam-dunk is remembered too, and goes on alerting as ambiguous.
 *
 * @throws VedetteError `finding-unknown` for an id that is not open, before anything changes.
 */
export function approveFindings(
  state: HostState,
  request: ApprovalRequest,
): { readonly state: HostState; readonly approved: readonly OpenFinding[] } {
  const approved = chosenFindings(state, request.findings);
  const fingerprints = new Set(approved.map(({ finding }) => finding.fingerprint));
  const trained =
    request.expires === undefined
      ? approved.reduce((items, open) => train(items, open, request), mapItems(state))
      : mapItems(state);
  const kept = state.expected.filter(({ fingerprint }) => !fingerprints.has(fingerprint));
  const alike = Map.groupBy(approved, ({ finding }) => finding.fingerprint);
  const fresh = [...alike.values()].flatMap((group) =>
    approvalFor(
      group.map(({ finding }) => finding),
      request,
    ),
  );
  return {
    approved,
    state: {
      ...state,
      items: [...trained.values()],
      expected: [...fresh, ...kept].slice(0, EXPECTED_MAX),
      open: state.open.filter(({ finding }) => !fingerprints.has(finding.fingerprint)),
    },
  };
}

function chosenFindings(state: HostState, ids: ApprovalRequest['findings']): OpenFinding[] {
  if (ids === 'all') return [...state.open];
  return ids.map((id) => {
    const open = state.open.find(({ finding }) => finding.id === id);
    if (open === undefined) throw new VedetteError('finding-unknown', { id, host: state.host });
    return open;
  });
}

function mapItems(state: HostState): Map<string, BaselineItem> {
  return new Map(state.items.map((item) => [itemKey(item), item]));
}

function train(
  items: ReadonlyMap<string, BaselineItem>,
  { finding, item, section }: OpenFinding,
  { who, now, reason }: ApprovalRequest,
): Map<string, BaselineItem> {
  const next = new Map(items);
  if (item === undefined || finding.change === undefined) return next;
  const known = items.get(itemKey(item));
  if (finding.change === 'removed') next.delete(itemKey(item));
  else {
    const { key: _key, value: _value, ...facts } = finding.facts;
    next.set(itemKey(item), {
      ...item,
      section,
      facts,
      firstSeen: known?.firstSeen ?? finding.firstSeen,
      lastSeen: now,
      approved: { who, when: now, reason },
    });
  }
  return next;
}

/** One approval for findings alike, as serious as the most serious of them. */
function approvalFor(
  findings: readonly Finding[],
  { reason, who, now, expires }: ApprovalRequest,
): Approval[] {
  const [worst] = findings.toSorted(
    (a, b) =>
      compareDispositions(a.disposition, b.disposition) ||
      compareSeverities(a.severity, b.severity),
  );
  if (worst === undefined) return [];
  const { fingerprint, id, disposition, severity, summary } = worst;
  const checks = [...new Set(findings.flatMap((finding) => finding.checks))];
  const said = { fingerprint, finding: id, checks, disposition, severity, summary };
  return [{ ...said, reason, who, when: now, ...(expires === undefined ? {} : { expires }) }];
}

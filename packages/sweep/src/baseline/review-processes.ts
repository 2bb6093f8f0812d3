import type { EvidenceTable } from '../checks/evidence.ts';
import { compareVerdicts, controllerReason, draftFinding } from '../findings/draft-finding.ts';
import { factsOf } from '../findings/facts.ts';
import type { Finding } from '../findings/finding.ts';
import { digest, findingId } from '../findings/finding-id.ts';
import { narrowVerdicts } from '../findings/narrow-verdicts.ts';
import { type Observation, PROCESS } from '../findings/observation.ts';
import type { CheckVerdict } from '../judge/judge-evidence.ts';
import { approvalOf, covers, excuse } from './approvals.ts';
import type { HostState } from './host-state.ts';
import { DAEMON } from './learn-items.ts';
import type { SweepView } from './sweep-view.ts';

/** A finding, and where the record came from. */
export interface ReviewedProcess {
  readonly finding: Finding;
  readonly section: string;
}

/** Turns the process records of a sweep into at most one finding a process. */
export function reviewProcesses(view: SweepView, state: HostState): ReviewedProcess[] {
  const byProcess = Map.groupBy(
    view.observations.filter(({ subject }) => subject === PROCESS),
    ({ key }) => key,
  );
  return [...byProcess].flatMap(([key, records]) => {
    const verdicts = mostSerious(
      records.flatMap((record) => narrowVerdicts(record, view.selected)),
    );
    if (verdicts.length === 0) return [];
    return [reviewProcess({ key, records, verdicts, view, state })];
  });
}

/** One verdict a check: of several records about one thing, the most serious counts. */
export function mostSerious(verdicts: readonly CheckVerdict[]): CheckVerdict[] {
  const byCheck = Map.groupBy(verdicts, ({ check }) => check);
  return [...byCheck.values()].flatMap((own) => own.toSorted(compareVerdicts).slice(0, 1));
}

interface ProcessParts {
  readonly key: string;
  readonly records: readonly Observation[];
  readonly verdicts: readonly CheckVerdict[];
  readonly view: SweepView;
  readonly state: HostState;
}

function reviewProcess({ key, records, verdicts, view, state }: ProcessParts): ReviewedProcess {
  const merged = mergeRecords(records);
  const facts = factsOf(merged.facts);
  const identity = [view.host, PROCESS, view.boot, key];
  const fingerprint = fingerprintOf(merged, view.host, identity);
  const approval = approvalOf(digest(fingerprint), state.expected, view.now);
  const seenBefore = wasSeenBefore(merged, state, view.catalog.evidence);
  const covered = (verdict: CheckVerdict): boolean =>
    approval !== undefined && covers(approval, verdict);
  const left = verdicts.map((verdict) =>
    seenBefore || covered(verdict) ? excuse(verdict) : verdict,
  );
  // Checks that something benign explains do not speak in a finding that alerts.
  const alerting = left.filter(({ disposition }) => disposition !== 'benign');
  const id = findingId(identity);
  const open = state.open.find(({ finding }) => finding.id === id);
  const finding = draftFinding(
    {
      verdicts: alerting.length > 0 ? alerting : left,
      evidence: merged.evidence,
      held: merged.held,
      failed: merged.failed,
      added: [
        ...(seenBefore ? [controllerReason('seen-before', facts)] : []),
        ...(approval !== undefined && verdicts.some(covered)
          ? [controllerReason('approved', { who: approval.who, reason: approval.reason })]
          : []),
      ],
      facts,
      subject: PROCESS,
      identity,
      fingerprint,
      firstSeen: open?.firstSeen ?? view.now,
    },
    view.catalog,
  );
  return { finding, section: merged.section };
}

/** Several records about one thing read as one, whatever order they came in. */
export function mergeRecords(records: readonly Observation[]): Observation {
  const [first, ...rest] = records.toSorted((a, b) => (orderKey(a) < orderKey(b) ? -1 : 1));
  if (first === undefined) throw new TypeError('nothing to merge');
  if (rest.length === 0) return first;
  const all = [first, ...rest];
  const union = (list: (record: Observation) => readonly string[]): string[] =>
    [...new Set(all.flatMap(list))].toSorted();
  return {
    ...first,
    value: union((record) => [record.value]).join(','),
    evidence: union((record) => record.evidence),
    held: union((record) => record.held),
    failed: union((record) => record.failed),
  };
}

function orderKey({ section, value, evidence, held, failed, facts }: Observation): string {
  return JSON.stringify([section, value, evidence, held, failed, facts]);
}

/**
 * A restarted program keeps its fingerprint. An interpreter is what it interprets, and a program
 * whose file cannot be told is only itself.
 */
function fingerprintOf(
  { facts, evidence }: Observation,
  host: string,
  identity: readonly string[],
): string[] {
  const { exe = '', uid = '', argv = '' } = facts;
  if (exe === '') return [...identity];
  const script = evidence.includes('interpreter') ? [argv] : [];
  return [host, PROCESS, exe, uid, ...script];
}

const DELETED_SUFFIX = / \(deleted\)$/;

/**
 * Was the deleted file that a process runs seen as the daemon at this path in an earlier sweep,
 * by device and inode? Believed only of a process that does nothing else that is odd.
 */
function wasSeenBefore(record: Observation, state: HostState, evidence: EvidenceTable): boolean {
  const inode = record.facts['exe_dev_inode'] ?? '';
  const path = (record.facts['exe'] ?? '').replace(DELETED_SUFFIX, '');
  if (!record.evidence.includes('deleted') || inode === '' || path === '') return false;
  const behaves = record.evidence.some(
    (code) => !Object.hasOwn(evidence, code) || evidence[code]?.role === 'behaviour',
  );
  if (behaves) return false;
  const known = state.items.find(({ subject, key }) => subject === DAEMON && key === path);
  return known !== undefined && [known.value, ...(known.previous ?? [])].includes(inode);
}

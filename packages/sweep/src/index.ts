export { type Clock, systemClock } from './fleet/clock.ts';
export type { HostSweep, SweepOutcome } from './fleet/host-sweep.ts';
export { type FleetEvent, type FleetSweepRequest, sweepFleet } from './fleet/sweep-fleet.ts';
export { closestWord } from './inventory/closest-word.ts';
export type { HostTarget } from './inventory/host-target.ts';
export { DEFAULT_SETTINGS, type Inventory, type SweepSettings } from './inventory/inventory.ts';
export { parseInventory } from './inventory/parse-inventory.ts';
export { findInventory, readInventory } from './inventory/read-inventory.ts';
export { createLocalTransport, type LocalTransportOptions } from './transport/local-transport.ts';
export { createSshTransport, type SshTransportOptions } from './transport/ssh-transport.ts';
export type {
  Transport,
  TransportOutcome,
  TransportRequest,
  UnreachableReason,
} from './transport/transport.ts';
export {
  createFrameDecoder,
  type DecodedStream,
  type FrameDecoder,
  type FrameDecoderOptions,
} from './wire/decode-frames.ts';
export { FRAME_LIMITS, type FrameLimitName, type FrameLimits } from './wire/frame-limits.ts';
export type { HostRecord } from './wire/host-record.ts';
export type { ItemRecord } from './wire/item-record.ts';
export type { HostVerdict, Judged, KnownCodes } from './wire/judged-record.ts';
export { parseRecords, type TypedRecords } from './wire/parse-records.ts';
export type { ProcessRecord } from './wire/process-record.ts';
export type { SectionState } from './wire/section-sequence.ts';
export type { Violation, ViolationCode, ViolationTally } from './wire/violations.ts';
export type { WireRecord } from './wire/wire-record.ts';

export { ALL_CHECKS, EVIDENCE } from './checks/index.ts';
export type { Check, Rule } from './checks/check.ts';
export type { Evidence, EvidenceRole, EvidenceTable } from './checks/evidence.ts';
export { type CheckChoice, findCheck, selectChecks } from './checks/select-checks.ts';
export { assembleProbe, type ProbeOptions, sectionsOf } from './probe/assemble-probe.ts';
export { SECTIONS, type SectionName } from './probe/sections.ts';
export type { Catalog } from './findings/draft-finding.ts';
export { Finding } from './findings/finding.ts';
export { approveFindings, type ApprovalRequest } from './baseline/approve-findings.ts';
export { forgetItems, type ForgetRequest } from './baseline/forget-items.ts';
export type { Approval, BaselineItem, HostState, OpenFinding } from './baseline/host-state.ts';
export { stateFolder } from './state/state-folder.ts';
export { openStateStore, type StateStore } from './baseline/state-store.ts';
export { exitCodeOf } from './report/exit-code.ts';
export type { TextLayout } from './report/finding-text.ts';
export { hostText } from './report/host-text.ts';
export { plural } from './report/plural.ts';
export { findingsText } from './report/findings-text.ts';
export { createPaint, type Paint, wantsColours } from './report/palette.ts';
export { createReviewer, type ReviewerOptions } from './report/review-sweep.ts';

export { HostReport, HostStatus, SweepReport } from './report/sweep-report.ts';
export { footText, headText } from './report/sweep-text.ts';
export { padText, textWidth, wrapText } from './report/text-width.ts';
export { codesOf, ruleWords } from './checks/rule-words.ts';
export { explainText } from './report/explain-text.ts';
export { CONTROLLER_EVIDENCE } from './findings/controller-evidence.ts';
export type { ContainmentNote } from './report/containment-note.ts';
export { Contained, ContainedState } from './findings/contained.ts';
export { CONTAINER_MODES, type ContainerMode } from './inventory/inventory.ts';
export { type Action, type ActionState, foldActions, isHolding } from './contain/action.ts';
export { ActionEvent } from './action/action-event.ts';
export { ActionId, Plan, TargetIdentity } from './action/containment.ts';
export { eventText } from './contain/event-text.ts';
export { type EvidenceLine, evidenceLines } from './contain/evidence-line.ts';
export { letGo } from './contain/let-go.ts';
export { bytesText } from './report/bytes-text.ts';
export type { ContainmentResult } from './contain/containment-result.ts';
export { type ContainmentDesk, createContainmentDesk } from './contain/containment-desk.ts';
export type { FreezePlan } from './contain/freeze-by-hand.ts';
export { type ActionLog, type LogEntry, openActionLog } from './evidence/action-log.ts';
export {
  type BundleSummary,
  type EvidenceStore,
  openEvidenceStore,
} from './evidence/evidence-store.ts';
export { Manifest, ManifestItem } from './evidence/manifest.ts';
export type { Problem } from './evidence/problem.ts';
export { assembleStep, type Step } from './contain/assemble-step.ts';
export {
  parseFreezeAnswer,
  parsePlanAnswer,
  parseStatusAnswer,
  parseTargets,
  parseThawAnswer,
} from './contain/parse-step.ts';
export { createStepReader, type StepStream } from './contain/read-step.ts';
export type { Method } from './action/containment.ts';
export type { ItemEnd } from './evidence/item-writer.ts';
export type { ItemStart } from './evidence/open-bundle.ts';

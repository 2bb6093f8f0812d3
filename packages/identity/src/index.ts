export type { Reason } from '@vedette/core';

export { assessOrAllow, type FetchedInput } from './engine/assess-or-allow.ts';
export {
  type AssessInput,
  assessSignIn,
  assessSignInNow,
  DEFAULT_SETTINGS,
  type EngineSettings,
} from './engine/assess-sign-in.ts';
export { assessStages, type Stages } from './engine/assess-stages.ts';
export type { Assessment, StageReport, Unassessed } from './engine/assessment.ts';
export { type Decision, DECISIONS, type Mode, MODES } from './decision/decision.ts';
export { type Thresholds, thresholdsFor } from './decision/thresholds.ts';
export { featurePrior, fitFeatures } from './gaussian/predictive-law.ts';
export {
  createGuardedJudge,
  type Hearing,
  JUDGE_LIMITS,
  type JudgeLimits,
} from './judge/guarded-judge.ts';
export { type Judge, type JudgeInput, type JudgeVote } from './judge/judge-buckets.ts';
export {
  createOpenAiJudge,
  type FetchLike,
  type OpenAiJudgeSettings,
} from './judge/openai-judge.ts';
export {
  confirmSignIn,
  dropSignIn,
  keepPending,
  reportSignIn,
  type RollBack,
  settleRecord,
} from './learning/keep-record.ts';
export { EMPTY_RECORD, type UserRecord } from './learning/user-record.ts';
export { decodeRecord, encodeRecord } from './learning/record-codec.ts';
export {
  createPopulation,
  type Population,
  type PopulationSnapshot,
  snapshotPopulation,
} from './population/population.ts';
export { readSnapshot } from './population/read-snapshot.ts';
export { type ExportedRecord, exportRecord } from './privacy/export-record.ts';
export { pruneRecord, resetRecord } from './privacy/forget.ts';
export { categoryOf } from './reasons/explain.ts';
export { REASON_CODES, type ReasonCode } from './reasons/reason-codes.ts';
export { type Locale, LOCALES } from './reasons/text-params.ts';
export { readRbaRow, RBA_COLUMNS, RbaRow, type RecordedSignIn } from './replay/rba-row.ts';
export { createReplay, type Replay, type Replayed, UNKNOWN_ACCOUNT } from './replay/replay.ts';
export { createTrustedProxies, type IsTrustedProxy } from './signals/client-address.ts';
export { createDigestKey, type DigestKey } from './signals/digest-key.ts';
export {
  NETWORK_DATA_STATES,
  type NetworkData,
  type NetworkDataStatus,
  openNetworkData,
} from './networks/network-data.ts';
export { NETWORK_FACTS, NETWORK_PACKAGES, type NetworkFact } from './networks/network-packages.ts';
export { createIpRangeTable, type IpRangeTable } from './signals/ip-range-table.ts';
export { readClient } from './signals/read-client.ts';
export { readSignIn, type SignalSettings, type SignInRequest } from './signals/read-sign-in.ts';
export { NETWORK_KINDS, SignIn } from './signals/sign-in.ts';
export { EMPTY_SIGNATURE, type Signature } from './signature/signature.ts';
export { decodeSignature, encodeSignature } from './signature/signature-codec.ts';

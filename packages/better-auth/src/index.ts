export {
  createIpRangeTable,
  createOpenAiJudge,
  type ExportedRecord,
  type IpRangeTable,
  type Judge,
  type Reason,
} from '@vedette/identity';
export { VEDETTE_ERROR_CODES } from './error-codes.ts';
export type { ChallengeOptions, CodeToSend, NetworkOptions, VedetteOptions } from './options.ts';
export { vedette } from './plugin.ts';
export type {
  CompromisedEvent,
  PassedBy,
  SignInEntry,
  SignInEvent,
  SignInOutcome,
  StepUpMethod,
  StepUpRequired,
  StepUpStatus,
  VedetteStatus,
} from './types.ts';

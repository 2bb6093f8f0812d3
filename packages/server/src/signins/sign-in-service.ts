import type { VedetteError } from '@vedette/core';
import {
  DEFAULT_SETTINGS,
  type EngineSettings,
  type ExportedRecord,
  type Judge,
  type NetworkDataStatus,
} from '@vedette/identity';

import type { Failure } from './assess-and-keep.ts';
import type { Networks } from './facts-to-sign-in.ts';
import type { SignInHistory } from './history/sign-in-history.ts';
import type {
  AssessRequest,
  AssessResponse,
  ConfirmRequest,
  ConfirmResponse,
  ReportRequest,
  ReportResponse,
} from './sign-in-api.ts';

/** What an operator sets; everything has a default. */
export interface SignInSettings {
  readonly engine: EngineSettings;
  readonly networks: Networks;
  /** Off unless an operator names one. */
  readonly judge: Judge | null;
  /** A sign-in waits this long for a decision, then goes on. Longer than the judge's time-out. */
  readonly timeLimitMs: number;
  readonly applicationsMax: number;
  readonly usersMax: number;
  /** Sign-ins under way at once; beyond it they go on unjudged. */
  readonly underwayMax: number;
}

/** Observes, without address data and without a judge. */
export const SIGN_IN_DEFAULTS: SignInSettings = {
  engine: DEFAULT_SETTINGS,
  networks: { asn: null, country: null },
  judge: null,
  timeLimitMs: 1200,
  applicationsMax: 64,
  usersMax: 1_000_000,
  underwayMax: 2000,
};

/** Whose record is meant. */
export interface Whose {
  readonly application: string;
  readonly user: string;
}

/** Counts since the start, for metrics. */
export interface SignInStatus {
  readonly assessed: number;
  readonly failures: Readonly<Record<Failure, number>>;
  /** Decided in time, but not on the disk in time, or without room for another user. */
  readonly notKept: number;
  /** Records that could not be read and were set aside. */
  readonly damaged: number;
  readonly unlogged: number;
  readonly underway: number;
  readonly networkData: readonly NetworkDataStatus[];
}

/** The sign-in engine for several applications, over HTTP. Everything is per organisation. */
export interface SignInService {
  /** Always has a decision within the time limit; does not reject. */
  readonly assess: (org: string, request: AssessRequest) => Promise<AssessResponse>;
  readonly confirm: (
    org: string,
    request: ConfirmRequest,
  ) => Promise<ConfirmResponse | VedetteError>;
  readonly report: (org: string, request: ReportRequest) => Promise<ReportResponse | VedetteError>;
  /** Everything kept of a user, in words; null for nobody known. */
  readonly export: (org: string, whose: Whose) => Promise<ExportedRecord | null | VedetteError>;
  /** What operators look at and decide. */
  readonly history: SignInHistory;
  /** Starts a user anew: nothing is known, the log of what was decided stays. */
  readonly reset: (org: string, whose: Whose) => Promise<boolean | VedetteError>;
  /** Forgets a user wholly; whether there was anything. */
  readonly remove: (org: string, whose: Whose) => Promise<boolean | VedetteError>;
  /** Drops what is past its retention, of all applications: to be called daily. */
  readonly prune: (signal: AbortSignal) => Promise<void>;
  readonly status: () => SignInStatus;
  readonly close: () => Promise<void>;
}

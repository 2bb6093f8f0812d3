import type { VedetteError } from '@vedette/core';

import type { Whose } from '../sign-in-service.ts';
import type {
  ApplicationsList,
  DetectionsList,
  RiskyUsersPage,
  RiskyUsersQuery,
  SignInItem,
  SignInsPage,
  SignInSpan,
  SignInsQuery,
  UserSignIns,
  VerdictResponse,
} from './history-api.ts';
import type { SignInVerdict } from './log-line.ts';

/** A person's word about a sign-in, and who says it. */
export interface VerdictOrder {
  readonly verdict: SignInVerdict;
  /** The name of the token. */
  readonly by: string;
}

/** What operators look at and decide. Everything is per organisation. */
export interface SignInHistory {
  readonly applications: (
    org: string,
    span: Omit<SignInSpan, 'application'>,
  ) => Promise<ApplicationsList | VedetteError>;
  readonly signIns: (org: string, query: SignInsQuery) => Promise<SignInsPage | VedetteError>;
  readonly users: (org: string, query: RiskyUsersQuery) => Promise<RiskyUsersPage | VedetteError>;
  readonly detections: (org: string, span: SignInSpan) => Promise<DetectionsList | VedetteError>;
  readonly user: (org: string, whose: Whose, limit: number) => Promise<UserSignIns | VedetteError>;
  /** Every sign-in of a user that is still in the log, for those who ask what is kept of them. */
  readonly all: (org: string, whose: Whose) => Promise<SignInItem[] | VedetteError>;
  readonly decide: (
    org: string,
    which: {
      readonly application: string;
      readonly id: string;
      readonly user?: string | undefined;
    },
    order: VerdictOrder,
  ) => Promise<VerdictResponse | VedetteError>;
  /** About all open risky sign-ins of a user. */
  readonly decideUser: (
    org: string,
    whose: Whose,
    order: VerdictOrder,
  ) => Promise<VerdictResponse | VedetteError>;
}

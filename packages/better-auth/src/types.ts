import type { Decision, Mode, NetworkDataStatus, Reason } from '@vedette/identity';

/** How a challenge can be passed. */
export const STEP_UP_METHODS = ['totp', 'backup-code', 'passkey', 'email-code'] as const;
export type StepUpMethod = (typeof STEP_UP_METHODS)[number];

/** What a challenged sign-in is answered with instead of a session. It carries no reasons. */
export interface StepUpRequired {
  readonly stepUpRequired: true;
  readonly methods: readonly StepUpMethod[];
  /** Where an e-mail code would go, masked; null where none is possible. */
  readonly destination: string | null;
  readonly categories: readonly string[];
  readonly expiresAt: string;
}

/** Whether this browser has an open challenge. */
export type StepUpStatus =
  | { readonly stepUpRequired: false }
  | (StepUpRequired & { readonly attemptsLeft: number; readonly codeSent: boolean });

/** What became of a sign-in. */
export const OUTCOMES = [
  'allowed',
  'challenged',
  'passed',
  'failed',
  'refused',
  'confirmed',
  'reported',
  'unassessed',
] as const;
export type SignInOutcome = (typeof OUTCOMES)[number];

/** A second proof that a sign-in came with or was passed by. */
export type PassedBy = StepUpMethod | 'two-factor';

/** One sign-in as its user and administrators see it. */
export interface SignInEntry {
  readonly id: string;
  readonly userId: string;
  readonly at: string;
  readonly method: string;
  readonly decision: Decision;
  readonly wanted: Decision;
  readonly mode: Mode;
  readonly outcome: SignInOutcome;
  readonly score: number | null;
  readonly reasons: readonly Reason[];
  readonly categories: readonly string[];
  readonly failure: string | null;
  readonly passedBy: PassedBy | null;
  readonly country: string | null;
  readonly client: string | null;
  readonly newDevice: boolean;
  /** Whether the session that asks was made by it. */
  readonly current: boolean;
}

/** What `onSignIn` is told: each end that a sign-in comes to. */
export interface SignInEvent {
  readonly type: 'allowed' | 'challenged' | 'passed' | 'failed' | 'refused' | 'unassessed';
  readonly signInId: string;
  readonly user: { readonly id: string; readonly email: string; readonly name: string };
  readonly at: string;
  readonly method: string;
  readonly decision: Decision;
  readonly wanted: Decision;
  readonly score: number | null;
  readonly reasons: readonly Reason[];
  readonly categories: readonly string[];
  readonly country: string | null;
  readonly client: string | null;
  readonly newDevice: boolean;
  /** The user should be told. */
  readonly notify: boolean;
  /** The "was this you?" link; null where nobody was let in. */
  readonly reviewUrl: string | null;
}

/** What `onCompromised` is told: require a new password of this user. */
export interface CompromisedEvent {
  readonly user: { readonly id: string };
  readonly signInId: string;
  readonly by: 'link' | 'session' | 'admin';
}

/** Counted since the process started. */
export interface VedetteCounts {
  readonly assessed: number;
  readonly unassessed: number;
  readonly allowed: number;
  readonly challenged: number;
  readonly passed: number;
  readonly failed: number;
  readonly refused: number;
  readonly reported: number;
  /** Would have been challenged, but there was nothing to ask of the user. */
  readonly noSecondFactor: number;
  /** Lost rounds of compare-and-set. */
  readonly conflicts: number;
  readonly storeFailures: number;
  readonly choreFailures: number;
  readonly eventFailures: number;
  readonly learned: number;
}
export type Counted = keyof VedetteCounts;

/** How the plugin is doing. */
export interface VedetteStatus extends VedetteCounts {
  /** Which data about addresses is used, and how old it is. */
  readonly networkData: readonly NetworkDataStatus[];
}

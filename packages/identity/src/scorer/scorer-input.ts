import type { Population } from '../population/population.ts';
import type { LevelKeys } from '../signature/levels.ts';
import type { Signature } from '../signature/signature.ts';
import type { SignIn } from '../signals/sign-in.ts';

/** What the scorer compares: a sign-in, its user's signature, everybody's background. */
export interface ScorerInput {
  readonly signIn: SignIn;
  readonly keys: LevelKeys;
  readonly signature: Signature;
  readonly population: Population;
  /** The index of the signature's history step. */
  readonly history: number;
}

import type { SignIn } from '@vedette/identity';

/** Something that scores sign-ins; higher is more suspect. It learns every legitimate one. */
export interface Detector {
  readonly name: string;
  readonly score: (user: string, signIn: SignIn) => number;
  readonly learn: (user: string, signIn: SignIn) => void;
}

import type { ActionState } from './action.ts';
import type { ActionId, Method } from '../action/containment.ts';

/** What came of a containment, or of letting go. */
export interface ContainmentResult {
  readonly id: ActionId;
  readonly host: string;
  readonly state: ActionState;
  /** Whether what was due was done wholly. */
  readonly complete: boolean;
  readonly method: Method | null;
  /** One sentence; may hold host text, which is escaped where it is shown. */
  readonly text: string;
}

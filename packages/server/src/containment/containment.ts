import type { Action, EvidenceLine, FreezePlan, ManifestItem } from '@vedette/sweep';

/** Whose containment it is, and by whom. */
export interface Asked {
  readonly who: string;
}

/** A containment with what was saved and done. */
export interface EvidenceDetail extends EvidenceLine {
  /** Whether its host may still hold something because of it. */
  readonly holding: boolean;
  readonly kept: readonly ManifestItem[];
  readonly events: readonly { readonly at: string; readonly text: string }[];
}

/** What came of a freeze or a thaw. */
export interface ContainmentOutcome {
  readonly id: string;
  readonly state: string;
  readonly complete: boolean;
  /** One sentence; may hold host text. */
  readonly text: string;
}

/**
 * Containment by hand and its evidence, the same as the commands have: one log, one desk, evidence
 * first, and what is never frozen.
 */
export interface Containment {
  readonly list: () => Promise<readonly EvidenceLine[]>;
  /** @throws VedetteError `evidence-unknown` */
  readonly show: (id: string) => Promise<EvidenceDetail>;
  /** What is not as it was written, each in words. @throws VedetteError `evidence-unknown` */
  readonly verify: (id: string) => Promise<readonly string[]>;
  /** Nothing is done. @throws VedetteError `host-unknown`, `containment-incomplete` */
  readonly planFreeze: (process: Asked & Process) => Promise<FreezePlan>;
  /**
   * Makes the plan anew, and freezes if it is the one that was confirmed.
   *
   * @throws VedetteError `unconfirmed`, `freeze-refused`, and what the plan throws
   */
  readonly freeze: (
    process: Asked & Process & { readonly confirm: string },
  ) => Promise<{ readonly plan: FreezePlan; readonly result: ContainmentOutcome }>;
  /** @throws VedetteError `action-unknown` */
  readonly planThaw: (id: string) => Promise<Action>;
  /** @throws VedetteError `action-unknown`, `unconfirmed` */
  readonly thaw: (
    action: Asked & { readonly id: string; readonly confirm: string },
  ) => Promise<ContainmentOutcome>;
  /** Resolves when nothing is under way any more. */
  readonly idle: () => Promise<void>;
}

/** A process of a host of the inventory. */
export interface Process {
  readonly host: string;
  readonly pid: number;
}

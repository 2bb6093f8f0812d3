import type { HostTarget } from './host-target.ts';

/** `pause` keeps the memory of what runs; `stop` lets it end by itself, and never by SIGKILL. */
export const CONTAINER_MODES = ['pause', 'stop'] as const;
export type ContainerMode = (typeof CONTAINER_MODES)[number];

/** How a fleet is swept; every value is in the unit its name says. */
export interface SweepSettings {
  /** Whether slam-dunks may be contained; false observes only. */
  readonly armed: boolean;
  /** What becomes of a container that is contained: it stays paused, or is let go by TERM as well. */
  readonly container: ContainerMode;
  /** Processes that one run may freeze on one host; beyond it, it only alerts. */
  readonly freezesPerHost: number;
  /** Processes that one run may freeze in the whole fleet; beyond it, it only alerts. */
  readonly freezesPerFleet: number;
  /** What the evidence of one containment may take of the controller's disk. */
  readonly evidenceMb: number;
  /** The whole sweep of one host, connecting included. */
  readonly sshTimeoutSecs: number;
  /** Hosts swept at the same time. */
  readonly concurrency: number;
  /** The whole sweep of the fleet; null is as long as it takes. */
  readonly totalTimeoutSecs: number | null;
  /** Each host starts after a random part of this, so that a fleet is not hit at one moment. */
  readonly jitterSecs: number;
  /** An ssh configuration to use instead of the user's own; absolute. */
  readonly sshConfig: string | null;
}

/** What is swept, and how. */
export interface Inventory {
  /** Where it was read; null for the inventory that is only this host. */
  readonly file: string | null;
  readonly settings: SweepSettings;
  readonly hosts: readonly HostTarget[];
}

/** What holds where an inventory says nothing. Observe-only until its owner trusts the calls. */
export const DEFAULT_SETTINGS: SweepSettings = {
  armed: false,
  container: 'pause',
  freezesPerHost: 3,
  freezesPerFleet: 10,
  evidenceMb: 256,
  sshTimeoutSecs: 45,
  concurrency: 8,
  totalTimeoutSecs: null,
  jitterSecs: 0,
  sshConfig: null,
};

import type { ServerClient } from '../server-client.ts';
import type { Surroundings } from '../surroundings.ts';
import type { DrillCgroup } from './drill-cgroup.ts';
import type { Keeper } from './keeper.ts';

/** Everything that a step of the drill works with. */
export interface DrillScene {
  readonly server: ServerClient;
  readonly clock: Surroundings['clock'];
  /** The name by which the sensor of this host tells of it. */
  readonly host: string;
  /** A number that is in what the drill runs: what has it is of this drill and this host. */
  readonly mark: number;
  readonly folder: string;
  readonly cgroup: DrillCgroup;
  readonly keeper: Keeper;
  /** Ctrl-C. */
  readonly stop: AbortSignal;
  /** How long the hot process lives at most. */
  readonly hotSecondsMax: number;
  /** Whether it goes on when it was found. */
  readonly keepsHot: boolean;
  /** Tells what is done, as it is done. */
  readonly say: (line: string) => void;
}

/** Within which each step has to be found. */
export const FOUND_WITHIN_MS = 60_000;

import {
  type ActionLog,
  type EvidenceStore,
  openActionLog,
  openEvidenceStore,
  stateFolder,
} from '@vedette/sweep';

import type { Surroundings } from './surroundings.ts';
import { VERSION } from './version.ts';

type Place = Pick<Surroundings, 'env' | 'clock'>;

/** The log of this user's containments. */
export function openLog({ env, clock }: Place): ActionLog {
  return openActionLog({ folder: stateFolder(env), now: () => new Date(clock.epochMs()) });
}

/** The evidence of this user's containments. */
export function openStore(here: Place): EvidenceStore {
  return openEvidenceStore({
    folder: stateFolder(here.env),
    log: openLog(here),
    now: () => new Date(here.clock.epochMs()),
    version: VERSION,
  });
}

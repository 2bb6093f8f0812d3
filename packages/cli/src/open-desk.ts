import {
  type ContainmentDesk,
  createContainmentDesk,
  createLocalTransport,
  createSshTransport,
  type Inventory,
  stateFolder,
} from '@vedette/sweep';

import type { Surroundings } from './surroundings.ts';
import { VERSION } from './version.ts';

/** A desk for what a person does by hand, and its connections. */
export interface OpenDesk extends AsyncDisposable {
  readonly desk: ContainmentDesk;
}

/** Opens connections as they are needed; disposing of it closes them. */
export function openDesk(here: Surroundings, { settings }: Inventory): OpenDesk {
  const ssh = createSshTransport({ sshConfig: settings.sshConfig });
  const local = createLocalTransport();
  const desk = createContainmentDesk({
    stateFolder: stateFolder(here.env),
    transports: { ssh, local },
    clock: here.clock,
    who: here.user,
    // Only a sweep contains by itself.
    armed: false,
    settings,
    version: VERSION,
  });
  return {
    desk,
    [Symbol.asyncDispose]: async () => {
      await ssh.close();
      await local.close();
    },
  };
}

import {
  type Clock,
  type ContainmentDesk,
  createContainmentDesk,
  createLocalTransport,
  createSshTransport,
  findInventory,
  type Inventory,
  stateFolder,
} from '@vedette/sweep';

/** Where the fleet is described and its state kept: as the commands of the same user find them. */
export interface FleetPlace {
  /** Null for `inventory.toml` in the working directory, and this host where there is none. */
  readonly inventory: string | null;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface DeskSettings extends FleetPlace {
  readonly clock: Clock;
  readonly version: string;
}

/** A desk for what a person does by hand, the inventory as it is now, and their connections. */
interface OpenDesk extends AsyncDisposable {
  readonly desk: ContainmentDesk;
  readonly inventory: Inventory;
}

/** Opens connections as they are needed; disposing of it closes them. */
export async function openDesk(
  { inventory: file, cwd, env, clock, version }: DeskSettings,
  who: string,
): Promise<OpenDesk> {
  const inventory = await findInventory(file ?? undefined, cwd);
  const { settings } = inventory;
  const ssh = createSshTransport({ sshConfig: settings.sshConfig });
  const local = createLocalTransport();
  const desk = createContainmentDesk({
    ...{ stateFolder: stateFolder(env), transports: { ssh, local }, clock, who, settings, version },
    // Only a sweep contains by itself.
    armed: false,
  });
  return {
    ...{ desk, inventory },
    [Symbol.asyncDispose]: async () => {
      await ssh.close();
      await local.close();
    },
  };
}

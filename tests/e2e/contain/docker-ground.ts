import type { Docker } from '../docker/index.ts';
import { startEngine } from '../fixtures/containers/index.ts';
import type { HostOptions } from '../hosts/test-host.ts';
import { type ContainGround, startGround } from './ground.ts';

/** A host with an engine. */
export interface DockerGround extends ContainGround {
  readonly docker: Docker;
}

/** Starts a host with a real dockerd. */
export async function startDockerGround({
  host = { name: 'docker', system: 'debian' },
}: { readonly host?: HostOptions } = {}): Promise<DockerGround> {
  const ground = await startGround({ hosts: [host] });
  try {
    const docker = await startEngine(ground.host);
    return {
      ...ground,
      docker,
      async close() {
        try {
          await docker.close();
        } finally {
          await ground.close();
        }
      },
    };
  } catch (cause) {
    await ground.close();
    throw cause;
  }
}

import type { Docker } from '../docker/index.ts';

/** What an engine says of a container. */
export interface ContainerState {
  readonly status: string;
  readonly restart: string;
  readonly pid: number;
  readonly exitCode: number;
}

const FORMAT =
  '{{.State.Status}} {{.HostConfig.RestartPolicy.Name}} {{.State.Pid}} {{.State.ExitCode}}';

/** Asks an engine how a container is. */
export async function containerState(docker: Docker, id: string): Promise<ContainerState> {
  const text = await docker.run(['inspect', '--format', FORMAT, id]);
  const [status = '', restart = '', pid = '0', exitCode = '0'] = text.trim().split(' ');
  return { status, restart, pid: Number(pid), exitCode: Number(exitCode) };
}

import { readFileSync, statSync } from 'node:fs';

import { z } from 'zod';

/** What the container's engine has written down about it. */
export interface ContainerFacts {
  readonly image?: string;
  /** The service of a compose file, with its project. */
  readonly composeService?: string;
}

/** A configuration is some 10 kB; one of a megabyte is not read. */
const CONFIG_BYTES_MAX = 1024 * 1024;
const STORAGE_BYTES_MAX = 16 * 1024 * 1024;
const NAME_MAX = 256;
const Name = z.string().min(1).max(NAME_MAX);

const DockerConfig = z.object({
  Config: z.object({
    Image: Name,
    Labels: z.record(z.string(), z.string()).nullish(),
  }),
});
/** `containers.json` of containers/storage; the names are in a JSON text inside of it. */
const PodmanContainers = z.array(z.object({ id: z.string(), metadata: z.string().optional() }));
const PodmanMetadata = z.object({ 'image-name': Name });

export interface ContainerRoots {
  readonly docker: string;
  readonly podman: string;
}

/** Where the engines keep their state unless they are told otherwise. */
export const CONTAINER_ROOTS: ContainerRoots = {
  docker: '/var/lib/docker/containers',
  podman: '/var/lib/containers/storage/overlay-containers',
};

/** Reads the state of Docker, then of Podman; nothing where neither knows it or may be read. */
export function readContainer(id: string, roots: ContainerRoots): ContainerFacts {
  return fromDocker(id, roots.docker) ?? fromPodman(id, roots.podman) ?? {};
}

function fromDocker(id: string, root: string): ContainerFacts | null {
  const parsed = DockerConfig.safeParse(readJson(`${root}/${id}/config.v2.json`, CONFIG_BYTES_MAX));
  if (!parsed.success) return null;
  const { Image, Labels } = parsed.data.Config;
  const service = Name.safeParse(Labels?.['com.docker.compose.service']);
  const project = Name.safeParse(Labels?.['com.docker.compose.project']);
  if (!service.success) return { image: Image };
  const composeService = project.success ? `${project.data}/${service.data}` : service.data;
  return { image: Image, composeService };
}

function fromPodman(id: string, root: string): ContainerFacts | null {
  const all = PodmanContainers.safeParse(readJson(`${root}/containers.json`, STORAGE_BYTES_MAX));
  const metadata = all.data?.find((container) => container.id === id)?.metadata;
  if (metadata === undefined) return null;
  const parsed = PodmanMetadata.safeParse(parseJson(metadata));
  return parsed.success ? { image: parsed.data['image-name'] } : null;
}

function readJson(path: string, maxBytes: number): unknown {
  try {
    const { size } = statSync(path);
    return size > maxBytes ? null : parseJson(readFileSync(path, 'utf8'));
  } catch {
    // No such engine, no such container any more, or not ours to read.
    return null;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Half written: it is asked for again when the entry of the cache is old.
    return null;
  }
}

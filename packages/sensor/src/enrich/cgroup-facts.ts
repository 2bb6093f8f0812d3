/** What the path of a cgroup says about who runs in it. */
export interface CgroupFacts {
  /** Sixty-four hexadecimal digits. */
  readonly container?: string;
  readonly runtime?: 'docker' | 'podman' | 'containerd' | 'crio' | 'lxc';
  /** The innermost systemd unit that is a service, or else a scope. */
  readonly unit?: string;
}

const CONTAINER_ID = /^(?:([a-z]+(?:-[a-z]+)*)-)?([0-9a-f]{64})(?:\.scope)?$/;
const RUNTIMES: Readonly<Record<string, NonNullable<CgroupFacts['runtime']>>> = {
  docker: 'docker',
  libpod: 'podman',
  'libpod-conmon': 'podman',
  'cri-containerd': 'containerd',
  crio: 'crio',
};
const LXC = /^lxc(?:\.payload)?[./-]([\w.-]{1,64})$/;
const UNIT = /^[\w:.@\\-]{1,255}\.(?:service|scope)$/;

/** Reads the names that Docker, Podman, Kubernetes and systemd give to cgroups. */
export function cgroupFacts(path: string): CgroupFacts {
  const names = path.split('/').filter((name) => name !== '');
  const facts: { -readonly [Key in keyof CgroupFacts]: CgroupFacts[Key] } = {};
  for (const [index, name] of names.entries()) {
    const match = CONTAINER_ID.exec(name);
    if (match !== null) {
      const [, prefix = '', container = ''] = match;
      const above = names[index - 1] ?? '';
      const runtime = runtimeOf(prefix) ?? runtimeOf(above.replace(/_parent$/, ''));
      facts.container = container;
      if (runtime !== undefined) facts.runtime = runtime;
    } else if (LXC.test(name) && facts.container === undefined) {
      facts.runtime = 'lxc';
    } else if (UNIT.test(name) && !(name.endsWith('.scope') && facts.unit?.endsWith('.service'))) {
      facts.unit = name;
    }
  }
  return facts;
}

function runtimeOf(name: string): NonNullable<CgroupFacts['runtime']> | undefined {
  return Object.hasOwn(RUNTIMES, name) ? RUNTIMES[name] : undefined;
}

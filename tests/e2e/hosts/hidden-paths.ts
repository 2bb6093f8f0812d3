import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What of this machine's root makes a Debian system; the rest belongs to this machine. */
const SYSTEM = /^(bin|boot|dev|etc|lib|lib32|lib64|libx32|libo32|proc|sbin|sys|usr|var)$/;
/** Inside the system, what holds this machine's work and would be huge or alive on a host. */
const INSIDE = ['var/lib/containerd', 'var/lib/docker', 'var/tmp'] as const;

/** The paths of this machine that a host with its system must not have. */
export function hiddenPaths(): string[] {
  const top = readdirSync('/').filter((name) => !SYSTEM.test(name));
  return [...top, ...INSIDE.filter((path) => existsSync(join('/', path)))];
}

// Started beside a dockerd, as `node cgroup-finalizer.ts NAME`, and outlives it: control groups are
// the machine's, so unlike its processes and mounts they do not go with the host. When its stdin
// ends, it removes the groups of that name as soon as nothing runs in them. What a test has frozen is
// let go first: in a frozen group of the first version nobody ends, not even by SIGKILL.
import { existsSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const CGROUPS = '/sys/fs/cgroup';
/** The kernel ends what a killed host has left, on a machine that is busy. */
const EMPTY_MAX_MS = 20_000;
const LOOK_EVERY_MS = 50;

const name = process.argv[2];
if (name === undefined) throw new TypeError('usage: cgroup-finalizer.ts NAME');
for await (const _ of process.stdin);
const deadline = performance.now() + EMPTY_MAX_MS;
while (!groups().map(removed).every(Boolean)) {
  if (performance.now() > deadline) throw new Error(`control groups of ${name} are still in use`);
  await delay(LOOK_EVERY_MS);
}

/** Directories of this name: one in a unified hierarchy, one for each controller before that. */
function groups(): string[] {
  const hierarchies = subdirectories(CGROUPS).map((controller) => join(CGROUPS, controller));
  return [CGROUPS, ...hierarchies].map((dir) => join(dir, name ?? '')).filter(existsSync);
}

function removed(dir: string): boolean {
  letGo(join(dir, 'freezer.state'), 'THAWED');
  letGo(join(dir, 'cgroup.freeze'), '0');
  const empty = subdirectories(dir).map((child) => removed(join(dir, child)));
  if (!empty.every(Boolean)) return false;
  try {
    rmdirSync(dir);
    return true;
  } catch {
    // A process in it has not ended yet, or the engine removed it first: the next look tells.
    return !existsSync(dir);
  }
}

function letGo(file: string, value: string): void {
  try {
    if (existsSync(file)) writeFileSync(file, value);
  } catch {
    // The group went between the look and the write.
  }
}

function subdirectories(dir: string): string[] {
  try {
    const entries = readdirSync(dir, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  } catch {
    // The engine removed it between two looks.
    return [];
  }
}

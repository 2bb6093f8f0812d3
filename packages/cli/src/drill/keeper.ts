import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Reads which process groups there are until its input ends, which it also does when whoever writes
 * to it is killed. Then it ends them, what is in the control group, and takes away the folder and
 * the control group. `kill` is written in the one way that dash, bash and busybox all take for a
 * group. Folder and control group are arguments, so that neither is ever a shell word.
 */
export const KEEPER_SCRIPT = `set -u
groups=''
while read -r what group; do
  case $what in
  add) groups="$groups $group" ;;
  drop)
    rest=''
    for each in $groups; do [ "$each" = "$group" ] || rest="$rest $each"; done
    groups=$rest
    ;;
  esac
done
for group in $groups; do kill -KILL "-$group" 2>/dev/null; done
if [ -n "$2" ]; then
  while read -r pid; do kill -KILL "$pid" 2>/dev/null; done <"$2/cgroup.procs"
fi
rm -rf -- "$1"
tries=0
while [ -n "$2" ] && [ "$tries" -lt 50 ] && ! rmdir -- "$2" 2>/dev/null; do
  tries=$((tries + 1))
  sleep 0.1
done
`;

/** The last try of the script, and some. */
const CLOSE_MAX_MS = 8_000;

/** What is to be gone when the drill is. */
export interface Kept {
  readonly folder: string;
  readonly cgroup: string | null;
}

/** A process of its own that cleans up after the drill, however that ends. */
export interface Keeper {
  readonly add: (group: number) => void;
  /** It has ended: its number may soon be somebody else's. */
  readonly drop: (group: number) => void;
  /** Cleans up and waits for it. Idempotent. */
  readonly close: () => Promise<void>;
}

/** Starts the keeper, in a session of its own: Ctrl-C is for the drill, not for who cleans up. */
export function startKeeper({ folder, cgroup }: Kept): Keeper {
  const child = spawn('/bin/sh', ['-c', KEEPER_SCRIPT, 'sh', folder, cgroup ?? ''], {
    ...{ cwd: '/', detached: true, stdio: ['pipe', 'ignore', 'ignore'] },
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
  });
  // A keeper that is gone takes no more orders; the time-outs of what was started still hold.
  child.stdin.on('error', () => undefined);
  const ended = endOf(child);
  const say = (line: string): void => void child.stdin.write(`${line}\n`);
  return {
    add: (group) => say(`add ${group}`),
    drop: (group) => say(`drop ${group}`),
    close: async () => {
      child.stdin.end();
      await Promise.race([ended, delay(CLOSE_MAX_MS, undefined, { ref: false })]);
    },
  };
}

async function endOf(child: ReturnType<typeof spawn>): Promise<void> {
  try {
    if (child.exitCode === null) await once(child, 'exit');
  } catch {
    // It could not be started at all.
  }
}

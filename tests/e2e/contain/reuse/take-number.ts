import { script } from '../../fixtures/plant/command.ts';
import { programOn } from '../../fixtures/plant/programs.ts';
import { until } from '../../fixtures/plant/until.ts';
import type { TestHost } from '../../hosts/index.ts';
import { procFile } from '../ticks.ts';

/**
 * The kernel gives the number after the last one to the next process, so it is said which was the
 * last. Somebody else may start a process in between; then it is tried again.
 */
const TAKE = `
tries=0
while [ "$tries" -lt 200 ]; do
  tries=$((tries + 1))
  echo "$(($1 - 1))" >/proc/sys/kernel/ns_last_pid
  setsid "$2" </dev/null >/dev/null 2>&1 &
  [ "$!" != "$1" ] || exit 0
  kill -KILL "$!"
  wait "$!" || :
done
exit 1`;

/** Starts an innocent program, which uses the processor, with a number that was another's. */
export async function takeNumber(host: TestHost, pid: number): Promise<void> {
  const program = await programOn(host, 'spin');
  await script(host, TAKE, String(pid), program);
  await until(`${pid} to be another's`, async () =>
    procFile(host, pid, 'stat').startsWith(`${pid} (spin)`),
  );
}

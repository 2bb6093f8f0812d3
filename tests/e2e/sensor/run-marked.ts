import { runCommand } from '../hosts/run-command.ts';

const LOOP =
  'number=$2; while [ "$number" -lt "$3" ]; do /bin/true "$1" "$number"; number=$((number + 1)); done';

/** Executes `/bin/true MARK NUMBER` for each number. */
export async function runMarked(mark: string, from: number, to: number): Promise<void> {
  const { exitCode } = await runCommand(['sh', '-c', LOOP, 'sh', mark, String(from), String(to)]);
  if (exitCode !== 0) throw new Error('the executions were not made');
}

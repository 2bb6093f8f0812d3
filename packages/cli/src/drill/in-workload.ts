/** Joins the control group in `$1`, then runs the rest: the shell stays, as a web server would. */
const JOIN = 'echo "$$" >"$1/cgroup.procs" || exit 126; shift; "$@"; exit "$?"';

/** A command as the drill's web workload runs it. */
export function inWorkload(cgroup: string, argv: readonly string[]): readonly string[] {
  return ['/bin/sh', '-c', JOIN, 'sh', cgroup, ...argv];
}

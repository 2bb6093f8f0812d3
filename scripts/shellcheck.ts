import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { ALL_CHECKS, assembleProbe } from '@vedette/sweep';

import { REPOSITORY } from './run-step.ts';

/** The shells that a host may have; each must at least read the whole probe. */
const SHELLS = [
  ['dash', '-n'],
  ['bash', '--posix', '-n'],
  ['busybox', 'ash', '-n'],
] as const;

const PRELUDE = 'prelude.sh';

/**
 * What cannot hold for the probe: SC2016, awk programs are in single quotes; SC2030 and SC2031,
 * sections run in subshells of pipelines on purpose; SC2100, codes have hyphens; SC3045, ulimit has -t and -c in every shell
 * above.
 */
const PROBE_EXCLUDES = 'SC2016,SC2030,SC2031,SC2100,SC3045';

interface ProbeLine {
  readonly file: string;
  readonly number: number;
  readonly text: string;
}

const probe = globSync('packages/sweep/probe/**/*.sh', { cwd: REPOSITORY })
  // The prelude defines what the others use, so it comes first, as on a host.
  .toSorted((a, b) => order(a).localeCompare(order(b)))
  .flatMap((file): ProbeLine[] =>
    readFileSync(join(REPOSITORY, file), 'utf8')
      .trimEnd()
      .split('\n')
      .map((text, index) => ({ file, number: index + 1, text })),
  );
const scripts = globSync(
  ['scripts/**/*.sh', 'tests/**/*.sh', 'bench/**/*.bash', 'packaging/**/*.sh', '.ci/run'],
  { cwd: REPOSITORY },
);
const assembled = assembleProbe({
  nonce: '0'.repeat(16),
  checks: ALL_CHECKS,
  wallSecondsMax: 30,
  cpuSecondsMax: 20,
});
const problems = [
  ...shellcheckProbe(),
  ...(scripts.length === 0 ? [] : run(['shellcheck', '--format=gcc', ...scripts], '')),
  ...SHELLS.flatMap((shell) => run(shell, assembled).map((line) => `${shell[0]}: ${line}`)),
];
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

/** The fragments use each other's functions, so they are checked as the one script that they are. */
function shellcheckProbe(): string[] {
  const source = probe.map(({ text }) => text).join('\n');
  const command = ['shellcheck', '--shell=sh', '--format=gcc', `--exclude=${PROBE_EXCLUDES}`, '-'];
  return run(command, `${source}\n`).map((finding) => {
    const [, line, rest] = /^-:(\d+):(.*)$/.exec(finding) ?? [];
    const at = probe[Number(line) - 1];
    return at === undefined
      ? finding
      : `${at.file}:${at.number}:${rest ?? ''}\n    ${at.text.trim()}`;
  });
}

/** The lines that a program has to say against its input; none is praise. */
function run(argv: readonly string[], input: string): string[] {
  const [program = '', ...args] = argv;
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: REPOSITORY,
    input,
    encoding: 'utf8',
  });
  if (error !== undefined) return [`${program}: ${error.message}`];
  const lines = `${stdout}${stderr}`.split('\n').filter((line) => line !== '');
  return status === 0 ? [] : lines.length > 0 ? lines : [`${program} ended with ${status}`];
}

function order(path: string): string {
  return basename(path) === PRELUDE ? '' : path;
}

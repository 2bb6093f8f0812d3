import { escapeText, redactCommand } from '@vedette/core';
import {
  bytesText,
  type FreezePlan,
  padText,
  type Plan,
  plural,
  type TextLayout,
  wrapText,
} from '@vedette/sweep';

import { shellWord } from './shell-word.ts';

const LABEL_COLUMNS = 10;
const INDENT = 2 + LABEL_COLUMNS;
const MEMBERS_SHOWN = 20;

const METHODS = {
  container: 'the container is paused by its engine, its restart policy set to "no" before',
  cgroup2: 'a control group of its own is frozen (v2); SIGCONT does not wake it',
  cgroup1: 'a control group of its own is frozen (v1); SIGCONT does not wake it',
  signal:
    'SIGSTOP to each process, parents first: no control group can be had, so root or the same user can resume it',
} as const satisfies Record<Plan['method'], string>;

const ROLES = {
  target: 'the process that was asked for',
  child: 'started by it',
  'same-program': 'runs the same program',
  respawner: 'would start it again',
} as const satisfies Record<Plan['members'][number]['role'], string>;

/** What a freeze would do, and how to confirm it; or why it is refused. */
export function freezePlanText(
  frozen: FreezePlan,
  { paint, columns }: TextLayout,
  inventory: string | undefined,
): string {
  const { host, identity, plan, argv, path, refusals, confirm } = frozen;
  const line = (label: string, text: string): string =>
    `  ${paint('quiet', padText(label, LABEL_COLUMNS))}${wrapText(text, columns, INDENT)}`;
  const head = `process ${identity.pid} on ${escapeText(host)}`;
  const what = [
    paint('strong', head),
    line('runs', escapeText(redactCommand(argv.trimEnd().split('\n')).join(' '))),
    line('program', escapeText(path)),
  ];
  if (plan === null || refusals.length > 0) {
    return [
      ...what,
      ...refusals.map(({ code, detail }) => line('refused', `${code}: ${escapeText(detail)}`)),
      'nothing was done, and nothing will be',
    ].join('\n');
  }
  const shown = plan.members.slice(0, MEMBERS_SHOWN);
  const rest = plan.members.length - shown.length;
  const { container } = plan;
  return [
    ...what,
    line('how', METHODS[plan.method]),
    ...(container === undefined
      ? []
      : [
          line(
            'container',
            `${container.id.slice(0, 12)} (${container.engine}), restart=${container.restart}, ${container.state}`,
          ),
        ]),
    ...shown.map(({ pid, role, stopped }, at) =>
      line(
        at === 0 ? 'freezes' : '',
        `${pid}  ${ROLES[role]}${stopped ? '; stopped already, stays so after a thaw' : ''}`,
      ),
    ),
    ...(rest > 0 ? [line('', `and ${plural(rest, 'more process', 'more processes')}`)] : []),
    line(
      'saves',
      `its program (${bytesText(plan.programBytes)}) before; command line, environment, memory map, open files, sockets and logs after`,
    ),
    'nothing was done; to do it:',
    `  ${confirmCommand({ host, pid: identity.pid, confirm, inventory })}`,
  ].join('\n');
}

function confirmCommand({
  host,
  pid,
  confirm,
  inventory,
}: {
  readonly host: string;
  readonly pid: number;
  readonly confirm: string;
  readonly inventory: string | undefined;
}): string {
  const words = [
    ...['--host', host, '--pid', String(pid)],
    ...(inventory === undefined ? [] : ['--inventory', inventory]),
    `--confirm=${confirm}`,
  ];
  return `vedette freeze ${words.map((word) => escapeText(shellWord(word))).join(' ')}`;
}

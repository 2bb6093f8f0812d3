import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import {
  type Method,
  parsePlanAnswer,
  parseStatusAnswer,
  type Plan,
  type TargetIdentity,
} from '@vedette/sweep';

import { type ContainHost, until } from './contain-host.ts';

export const METHODS: readonly Method[] = ['cgroup2', 'cgroup1', 'signal'];
const COUNTING = 'i=0; while :; do i=$((i + 1)); echo $i >"$1/count"; sleep 0.05; done';

/** A program of its own that deletes itself, with a child, and counts while it runs. */
export async function startCounter(host: ContainHost): Promise<TargetIdentity> {
  const program = join(host.dir, 'counter');
  copyFileSync('/bin/dash', program);
  const target = await host.spawn([program, '-c', COUNTING, 'x', host.dir]);
  rmSync(program);
  await counts(host);
  return target;
}

export function count({ dir }: ContainHost): number {
  try {
    return Number(readFileSync(join(dir, 'count'), 'utf8'));
  } catch {
    return 0;
  }
}

/** Waits until it has counted on: it runs. */
export async function counts(host: ContainHost): Promise<void> {
  const from = count(host);
  await until(() => count(host) > from + 2);
}

export async function planOf(
  host: ContainHost,
  target: TargetIdentity,
  method: Method,
): Promise<Plan> {
  const step = await host.step('plan', target);
  const answer = parsePlanAnswer(step.records);
  assert.ok(step.finished, step.stdout);
  assert.ok(answer?.plan, step.stdout);
  return { ...answer.plan, method };
}

export async function statusOf(host: ContainHost, target: TargetIdentity, plan: Plan) {
  return parseStatusAnswer((await host.step('status', target, plan)).records)?.result;
}

// The first thing that a new user tries: attacks that are found, explained, frozen and thawed.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { ServerFinding } from '@vedette/server';
import { z } from 'zod';

import {
  processesMentioning,
  readProc,
  runVedette,
  startVedette,
  until,
  type VedetteEnd,
} from './hosts/index.ts';
import { missingForSensor } from './sensor/requirements.ts';
import { ask } from './server/ask.ts';
import { startServer } from './server/start-server.ts';

const FOUND_WITHIN_S = 60;
const SCRATCH = '/tmp';
const CGROUP = '/sys/fs/cgroup';
const WORKLOAD = 'vedette-drill-web.service';

const RUNS = /^State:\s+R/m;

const Finding = z.object({
  id: z.string(),
  watch: z.string(),
  subject: z.string(),
  disposition: z.string(),
  reasons: z.array(z.object({ contribution: z.number(), text: z.string() })).min(2),
  facts: z.record(z.string(), z.unknown()),
});
const Drill = z.object({
  folder: z.string(),
  steps: z.array(
    z.object({
      ...{ id: z.string(), status: z.string(), seconds: z.number(), url: z.string() },
      ...{ pid: z.number().nullable(), finding: Finding },
    }),
  ),
});
const Plan = z.object({ confirm: z.string(), refusals: z.array(z.unknown()) });
const Frozen = z.object({ result: z.object({ id: z.string(), state: z.string() }) });

test(
  'vedette drill: found within a minute each, frozen and thawed, and nothing is left',
  { skip: missingForSensor(['bash', 'timeout']) },
  async () => {
    const stateHome = mkdtempSync(join(tmpdir(), 'vedette-e2e-drill-'));
    const server = startServer({ args: ['up', '--port', '0'], stateHome });
    const vedette = (...args: string[]): Promise<VedetteEnd> => runVedette({ args, stateHome });
    try {
      const endpoint = await server.listening();
      await until(server.said, (said) => /sensor: sees executions by/.test(said));

      const drill = startVedette({ args: ['drill', '--json', '--keep'], stateHome });
      let isOver = false;
      const over = drill.ended.then(() => (isOver = true));
      const said = await until(
        () => drill.said(),
        (text) => isOver || /is kept for practice/.test(text),
        3 * FOUND_WITHIN_S * 1_000,
      );
      const pid = Number(/process (\d+) is kept for practice/.exec(said)?.[1]);
      assert.ok(pid > 1, said);
      await freezeAndThaw(vedette, pid);
      const state = await until(
        () => readProc(pid, 'status') ?? '',
        (text) => RUNS.test(text),
      );
      assert.match(state, RUNS);
      drill.signal('SIGINT');
      await over;
      const { exitCode, stdout, stderr } = await drill.ended;
      assert.equal(exitCode, 0, stderr);

      const { folder, steps } = Drill.parse(JSON.parse(stdout));
      assert.deepEqual(
        steps.map(({ id, status }) => `${id} ${status}`),
        ['hot found', 'tool found', 'shell found'],
      );
      for (const { id, seconds, url, finding } of steps) {
        assert.ok(seconds < FOUND_WITHIN_S, `${id} took ${seconds} s`);
        assert.ok(url.endsWith(`/findings/${finding.id}`));
        const { reasons } = await ask(endpoint, `/v1/findings/${finding.id}`, ServerFinding);
        assert.deepEqual(reasons[0]?.text, finding.reasons[0]?.text);
      }
      const shown = await vedette('findings', 'show', steps[0]?.finding.id ?? '');
      assert.match(shown.stdout, /its program was deleted from disk while it runs/);
      const [hot, tool, shell] = steps.map(({ finding }) => finding);
      assert.equal(hot?.watch, 'sweep');
      assert.equal(steps[0]?.pid, pid);
      assert.equal(hot?.facts['pid'], pid);
      assert.equal(hot?.facts['check'], 'deleted-exe');
      for (const finding of [tool, shell]) assert.equal(finding?.subject, WORKLOAD);
      assert.notEqual(tool?.id, shell?.id);
      assert.equal(tool?.facts['exe'], join(folder, 'drill-scanner'));
      assert.match(String(shell?.facts['exe']), /\/bash$/);
      await nothingLeft(folder);

      const killed = startVedette({ args: ['drill', '--json', '--only', 'hot'], stateHome });
      const line = await until(
        () => killed.said(),
        (text) => /process \d+ goes on/.test(text),
      );
      killed.signal('SIGKILL');
      await killed.ended;
      await nothingLeft(/rm (\/tmp\/vedette-drill-\w+)\//.exec(line)?.[1] ?? line);
    } finally {
      server.interrupt();
      await server.ended;
      rmSync(stateHome, { recursive: true, force: true });
    }
  },
);

/** As the drill tells it: the plan, its confirmation, the evidence, and running again. */
async function freezeAndThaw(
  vedette: (...args: string[]) => Promise<VedetteEnd>,
  pid: number,
): Promise<void> {
  const planned = await vedette('freeze', '--pid', String(pid), '--json');
  assert.equal(planned.exitCode, 0, planned.stderr);
  const { confirm, refusals } = Plan.parse(JSON.parse(planned.stdout));
  assert.deepEqual(refusals, []);
  const args = ['freeze', '--pid', String(pid), `--confirm=${confirm}`, '--json'];
  const froze = await vedette(...args);
  assert.equal(froze.exitCode, 0, froze.stderr);
  const { id, state } = Frozen.parse(JSON.parse(froze.stdout)).result;
  assert.equal(state, 'frozen');
  const evidence = await vedette('evidence', 'show', id);
  assert.match(evidence.stdout, /drill-hot \(deleted\)/);
  const verified = await vedette('evidence', 'verify', id);
  assert.equal(verified.exitCode, 0, verified.stdout);
  const thawed = await vedette('thaw', id);
  assert.equal(thawed.exitCode, 0, thawed.stderr);
}

/** Processes, files and control groups of a drill are gone, soon after it has ended. */
async function nothingLeft(folder: string): Promise<void> {
  assert.ok(folder.startsWith(join(SCRATCH, 'vedette-drill-')), folder);
  const look = (): string[] => [
    ...processesMentioning(folder),
    ...[folder, join(CGROUP, WORKLOAD), join(CGROUP, 'unified', WORKLOAD)].filter(existsSync),
  ];
  assert.deepEqual(await until(look, (left) => left.length === 0), []);
}

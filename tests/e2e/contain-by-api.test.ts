// A process of this machine, frozen and let go as a page does it: by a session, over the API.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { ActionId } from '@vedette/sweep';
import { z } from 'zod';

import { logIn } from './contain/api-session.ts';
import { runs, ticksGained } from './contain/ticks.ts';
import { missingRequirements, runVedette, until } from './hosts/index.ts';
import { startServer } from './server/start-server.ts';

const STILL_MS = 2_000;
const HERE = { rootDir: '/' };
const Plan = z.object({ host: z.string(), confirm: z.string(), refusals: z.array(z.unknown()) });
const Refused = z.object({ status: z.number(), code: z.string() });
const Outcome = z.object({
  id: ActionId,
  state: z.string(),
  complete: z.boolean(),
  text: z.string(),
});
const Frozen = z.object({ result: Outcome });
const Evidence = z.object({
  holding: z.boolean(),
  evidence: z.string(),
  manifest: z.array(z.object({ name: z.string(), sha256: z.string() })),
  events: z.array(z.object({ text: z.string() })),
});
const Verified = z.object({ ok: z.boolean(), problems: z.array(z.unknown()) });
const Audit = z.object({
  entries: z.array(
    z.object({ action: z.string(), via: z.string(), status: z.number().nullable() }),
  ),
});
const HostsUnknown = z.object({ hint: z.string() });

test(
  'what a page freezes holds still, with its evidence, until it is let go',
  { skip: missingRequirements([]), timeout: 180_000 },
  async () => {
    const stateHome = mkdtempSync(join(tmpdir(), 'vedette-e2e-api-'));
    const program = join(stateHome, 'stranger');
    copyFileSync('/bin/sh', program);
    const busy = spawn(program, ['-c', 'while :; do :; done'], {
      ...{ detached: true, stdio: 'ignore', cwd: '/' },
    });
    const ended = once(busy, 'exit');
    const args = ['up', '--port', '0', '--no-sensor', '--no-sweep'];
    const server = startServer({ args, stateHome });
    try {
      const pid = busy.pid ?? 0;
      await server.listening();
      const said = await until(server.said, (text) => /login#code=/.test(text));
      const page = await logIn(/http\S+login#code=\S+/.exec(said)?.[0] ?? '');

      const nowhere = { body: { host: '?', pid }, schema: HostsUnknown };
      const host = (await page.post('/v1/freeze/plan', nowhere)).hint.replace('known hosts: ', '');
      const planned = await page.post('/v1/freeze/plan', { body: { host, pid }, schema: Plan });
      assert.deepEqual(planned.refusals, []);
      const wrong = { host, pid, confirm: `${planned.confirm}0` };
      const refused = await page.post('/v1/freeze', { body: wrong, schema: Refused });
      assert.deepEqual(refused, { status: 409, code: 'unconfirmed' });
      assert.ok(await runs(HERE, pid));

      const { confirm } = planned;
      const freeze = { body: { host, pid, confirm }, schema: Frozen };
      const { result } = await page.post('/v1/freeze', freeze);
      assert.deepEqual([result.state, result.complete], ['frozen', true], result.text);
      assert.deepEqual(await ticksGained(HERE, [pid], STILL_MS), [0]);
      const { id } = result;
      const evidence = await page.get(`/v1/evidence/${id}`, Evidence);
      assert.deepEqual([evidence.holding, evidence.evidence], [true, 'sealed']);
      assert.ok(evidence.manifest.some(({ name }) => name === 'exe'));
      assert.match(
        evidence.events.map(({ text }) => text).join('\n'),
        /^planned by hand[^]*frozen by/,
      );
      const verify = { body: {}, schema: Verified };
      assert.deepEqual(await page.post(`/v1/evidence/${id}/verify`, verify), {
        ...{ ok: true, problems: [] },
      });
      const listed = await runVedette({ args: ['evidence', 'list'], stateHome });
      assert.match(listed.stdout, new RegExp(`^${id} .* frozen .*sealed`));

      const planThaw = { body: { id }, schema: z.object({ confirm: z.string() }) };
      const thawing = await page.post('/v1/thaw/plan', planThaw);
      const unlike = { body: { id, confirm: `${thawing.confirm}x` }, schema: Refused };
      assert.equal((await page.post('/v1/thaw', unlike)).code, 'unconfirmed');
      assert.deepEqual(await ticksGained(HERE, [pid], STILL_MS), [0]);
      const thaw = { body: { id, confirm: thawing.confirm }, schema: Outcome };
      const thawed = await page.post('/v1/thaw', thaw);
      assert.deepEqual([thawed.state, thawed.complete], ['thawed', true], thawed.text);
      assert.ok(await runs(HERE, pid));

      const { entries } = await page.get('/v1/audit', Audit);
      assert.deepEqual(entries.slice(0, 3), [
        { action: 'POST /v1/thaw', via: 'session', status: 200 },
        { action: 'POST /v1/thaw', via: 'session', status: 409 },
        { action: 'POST /v1/thaw/plan', via: 'session', status: 200 },
      ]);
      server.interrupt();
      assert.equal(await server.ended, 0, server.said());
    } finally {
      await runVedette({ args: ['thaw', '--all'], stateHome });
      server.kill();
      busy.kill('SIGKILL');
      await ended;
      rmSync(stateHome, { recursive: true, force: true });
    }
  },
);

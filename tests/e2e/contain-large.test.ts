// Evidence of a process that has much of everything, and of a very large program: kept byte for
// byte, cut where it has to be and said so, by a controller that stays small.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { z } from 'zod';

import { type ContainGround, createController, startGround } from './contain/ground.ts';
import { startTicksOf } from './contain/interrupted/victim.ts';
import { programBytes } from './contain/miner.ts';
import { procFile } from './contain/ticks.ts';
import { script } from './fixtures/plant/command.ts';
import { exists } from './fixtures/plant/host-file.ts';
import { programOn } from './fixtures/plant/programs.ts';
import { startProcess } from './fixtures/plant/start-process.ts';
import { startProgram } from './fixtures/plant/start-program.ts';
import { until } from './fixtures/plant/until.ts';
import { type HostProcess, missingRequirements, type VedetteEnd } from './hosts/index.ts';

const MIB = 1024 * 1024;
/** Node with the command loaded has some 120 MB; a program of 200 MB must not come on top. */
const MEMORY_MAX_BYTES = 400 * MIB;
const PROGRAM_BYTES = 200 * MIB;
const CUT_MIB = 64;
/** As the fixture writes them. */
const UNLINKED_FILES = 12;
const WRITTEN_BYTES = 65_536;
const OPEN_FILES_MIN = 2_000;
const MAPPINGS_MIN = 2_000;
/** As the probe bounds what it sends of a text. */
const TEXT_BYTES_MAX = MIB;
/** The kernel takes 128 KiB for one variable, and 2 MiB in all. */
const VARIABLE = 'v'.repeat(100_000);
const VARIABLES = 14;
/** What `vedette freeze --json` says, as far as it is read here. */
const Frozen = z.object({ result: z.object({ id: z.string() }) });
const skip = missingRequirements(['gcc']);

describe('evidence that is large', { skip }, () => {
  let ground: ContainGround;

  before(async () => {
    ground = await startGround({ hosts: [{ name: 'large', system: 'debian' }] });
  });
  after(() => ground?.close());

  /** Freezes by hand and gives the action's id, of a command that is to stay small. */
  async function freeze(
    controller: ReturnType<typeof createController>,
    { pid, outerPid }: HostProcess,
  ): Promise<string> {
    const confirm = `--confirm=large/${pid}/${startTicksOf(outerPid)}`;
    const end = await controller.run('freeze', '--pid', String(pid), confirm, '--json');
    assert.equal(end.exitCode, 0, end.stdout + end.stderr);
    assertSmall(end);
    const { result } = Frozen.parse(JSON.parse(end.stdout));
    const verified = await controller.run('evidence', 'verify');
    assert.equal(verified.exitCode, 0, verified.stdout + verified.stderr);
    assertSmall(verified);
    return result.id;
  }

  it('of a process under load is whole, or says what was cut', async () => {
    const { host } = ground;
    await script(host, 'mkdir /var/tmp/laden');
    const names = Array.from({ length: VARIABLES }, (_, index) => `LADEN_${index}`);
    const laden = await startProgram(host, {
      ...{ program: 'laden', path: '/var/tmp/laden/run', args: ['/var/tmp/laden'] },
      env: Object.fromEntries(names.map((name) => [name, VARIABLE])),
    });
    await until('the load', () => exists(host, '/var/tmp/laden/ready'));
    const controller = ground.controller();
    const id = await freeze(controller, laden);
    const items = await controller.items(id);

    assert.ok(
      (await controller.evidence(id, 'exe')).equals(await programBytes(host, 'laden')),
      'the program',
    );
    const environ = Buffer.from(procFile(host, laden.pid, 'environ'), 'latin1');
    assert.ok(environ.length > TEXT_BYTES_MAX, String(environ.length));
    assert.equal(items.get('environ')?.status, 'cut');
    assert.ok(
      (await controller.evidence(id, 'environ')).equals(environ.subarray(0, TEXT_BYTES_MAX)),
      'the environment',
    );
    const maps = await controller.evidence(id, 'maps');
    assert.ok(maps.equals(Buffer.from(procFile(host, laden.pid, 'maps'), 'latin1')), 'the maps');
    assert.ok(linesOf(maps) >= MAPPINGS_MIN, String(linesOf(maps)));
    const fds = await controller.evidence(id, 'fds');
    assert.ok(linesOf(fds) >= OPEN_FILES_MIN, String(linesOf(fds)));

    const files = [...items.keys()].filter((name) => /^fd-[0-9]+$/.test(name));
    assert.equal(files.length, UNLINKED_FILES, [...items.keys()].join(' '));
    const written = Buffer.alloc(WRITTEN_BYTES, 'v');
    for (const name of files) {
      assert.ok((await controller.evidence(id, name)).equals(written), name);
    }
    const thawed = await controller.run('thaw', id);
    assert.equal(thawed.exitCode, 0, thawed.stdout + thawed.stderr);
    await laden.stop();
  });

  describe(`of a program of ${PROGRAM_BYTES / MIB} MiB`, () => {
    let program: HostProcess;
    let digest: string;

    before(async () => {
      const { host } = ground;
      const idle = await programOn(host, 'idle');
      const path = '/var/tmp/large';
      // What comes after an ELF file's own bytes is not loaded, but is of the file.
      const grow = 'cp "$1" "$2"; head -c "$3" /dev/urandom >>"$2"; truncate -s "$3" "$2"';
      await script(host, grow, idle, path, String(PROGRAM_BYTES));
      digest = sha256(readFileSync(join(host.rootDir, path)));
      program = await startProcess(host, { argv: [path] });
      await script(host, 'rm "$1"', path);
    });
    after(() => program?.stop());

    it('is whole', async () => {
      const { fleet, hosts } = ground;
      const controller = createController({ fleet, hosts, settings: {} });
      const id = await freeze(controller, program);
      const exe = (await controller.items(id)).get('exe');
      assert.deepEqual([exe?.status, exe?.bytes], ['whole', PROGRAM_BYTES]);
      assert.equal(digest, sha256(await controller.evidence(id, 'exe')));
      const thawed = await controller.run('thaw', id);
      assert.equal(thawed.exitCode, 0, thawed.stdout + thawed.stderr);
    });

    it('is cut at evidence_mb, with the digest of the whole', async () => {
      const { fleet, hosts } = ground;
      const controller = createController({ fleet, hosts, settings: { evidence_mb: CUT_MIB } });
      const id = await freeze(controller, program);
      const exe = (await controller.items(id)).get('exe');
      assert.deepEqual([exe?.status, exe?.bytes], ['cut', CUT_MIB * MIB]);
      assert.match(exe?.note ?? '', new RegExp(`of ${PROGRAM_BYTES} bytes with sha256 ${digest}`));
      const original = readFileSync(`/proc/${program.outerPid}/exe`).subarray(0, CUT_MIB * MIB);
      assert.ok(original.equals(await controller.evidence(id, 'exe')));
      const thawed = await controller.run('thaw', id);
      assert.equal(thawed.exitCode, 0, thawed.stdout + thawed.stderr);
    });
  });
});

function assertSmall({ peakBytes }: VedetteEnd): void {
  assert.ok(peakBytes > 0 && peakBytes < MEMORY_MAX_BYTES, `${Math.round(peakBytes / MIB)} MiB`);
}

function linesOf(text: Buffer): number {
  return text.toString('latin1').split('\n').length;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { z } from 'zod';

import { COUNTER, FLAG, KIND, LAYOUTS } from './record-layout.ts';

const FOLDER = fileURLToPath(new URL('../../../bpf/', import.meta.url));
const OBJECT = join(FOLDER, 'vedette.bpf.o');
/** Another compiler gives other instructions for the same source; this is Debian 12's. */
const CLANG_MAJOR = 14;

const Btf = z.object({
  types: z.array(
    z.looseObject({
      id: z.number(),
      kind: z.string(),
      name: z.string().optional(),
      size: z.number().optional(),
      type_id: z.number().optional(),
      nr_elems: z.number().optional(),
      members: z
        .array(z.looseObject({ name: z.string(), type_id: z.number(), bits_offset: z.number() }))
        .optional(),
      values: z.array(z.looseObject({ name: z.string(), val: z.number() })).optional(),
    }),
  ),
});

function has(tool: string): boolean {
  return spawnSync(tool, ['--version']).error === undefined;
}

function clangMajor(): number {
  const { stdout } = spawnSync('clang', ['--version'], { encoding: 'utf8' });
  return Number(/version (\d+)/.exec(stdout ?? '')?.[1] ?? 0);
}

function instructions(object: string): string[] {
  const output = execFileSync('llvm-objdump', ['-d', '-r', object], { encoding: 'utf8' });
  // The first lines name the file.
  return output.split('\n').slice(3);
}

const cannotBuild =
  clangMajor() === CLANG_MAJOR && has('llvm-objdump') && has('llvm-strip')
    ? false
    : `needs clang ${CLANG_MAJOR}, llvm and libbpf-dev`;

test('the committed object is what its source builds to', { skip: cannotBuild }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'vedette-bpf-'));
  try {
    const rebuilt = join(folder, 'vedette.bpf.o');
    execFileSync(join(FOLDER, 'build.sh'), [rebuilt]);
    const committed = instructions(OBJECT);
    assert.ok(committed.length > 1000);
    assert.deepEqual(instructions(rebuilt), committed);
    assert.ok(readFileSync(rebuilt).equals(readFileSync(OBJECT)), 'the other sections, too');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a sweep knows the programs of the object by their names', { skip: cannotBuild }, () => {
  const symbols = execFileSync('llvm-objdump', ['-t', OBJECT], { encoding: 'utf8' });
  const programs = symbols
    .split('\n')
    .filter((line) => / g\s+F (?:tp_btf|tp)\//.test(line))
    .map((line) => line.split(/\s+/).at(-1));
  const probe = readFileSync(
    new URL('../../../../sweep/probe/sections/kernel/bpf.sh', import.meta.url),
    'utf8',
  );
  const known = /^KERNEL_BPF_SENSOR='([^']*)'$/m.exec(probe)?.[1] ?? '';
  assert.deepEqual(new Set(known.split(' ')), new Set(programs));
});

test('one object serves x86-64 and arm64', { skip: cannotBuild }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'vedette-bpf-'));
  try {
    for (const target of ['x86', 'arm64']) {
      const built = join(folder, `${target}.bpf.o`);
      execFileSync(join(FOLDER, 'build.sh'), [built], {
        env: { ...process.env, VEDETTE_BPF_TARGET: target },
      });
      assert.ok(readFileSync(built).equals(readFileSync(OBJECT)), target);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the object names no path of the machine that built it', () => {
  const text = readFileSync(OBJECT, 'latin1');
  assert.doesNotMatch(text, /\/(?:home|root|work|tmp|usr|build)\//);
});

test(
  'the decoder reads each field where the object puts it',
  { skip: has('bpftool') ? false : 'needs bpftool' },
  () => {
    const output = execFileSync('bpftool', ['-j', 'btf', 'dump', 'file', OBJECT], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    const { types } = Btf.parse(JSON.parse(output));
    const byId = new Map(types.map((type) => [type.id, type]));
    const sizeOf = (id: number): number => {
      const type = byId.get(id);
      if (type?.kind === 'ARRAY') return (type.nr_elems ?? 0) * sizeOf(type.type_id ?? 0);
      return type?.size ?? sizeOf(type?.type_id ?? 0);
    };
    for (const [name, layout] of Object.entries(LAYOUTS)) {
      const type = types.find(
        (candidate) => candidate.kind === 'STRUCT' && candidate.name === name,
      );
      const members = (type?.members ?? []).filter((member) => member.name !== 'actor');
      const found = members.map((member) => [
        member.name,
        [member.bits_offset / 8, sizeOf(member.type_id)],
      ]);
      assert.deepEqual(Object.fromEntries(found), { ...layout }, name);
    }
    const constants = (name: string) =>
      new Map(
        types.find((type) => type.name === name)?.values?.map(({ name: key, val }) => [key, val]),
      );
    const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
    const flags = constants('record_flag');
    for (const [name, value] of Object.entries(FLAG))
      assert.equal(flags.get(snake(name)), value, name);
    const kinds = constants('record_kind');
    for (const [name, value] of Object.entries(KIND)) {
      assert.equal(kinds.get(`RECORD_${snake(name)}`), value, name);
    }
    const counters = constants('counter');
    for (const [name, value] of Object.entries(COUNTER)) {
      assert.equal(
        counters.get(name === 'total' ? 'COUNTERS' : `COUNTER_${snake(name)}`),
        value,
        name,
      );
    }
  },
);

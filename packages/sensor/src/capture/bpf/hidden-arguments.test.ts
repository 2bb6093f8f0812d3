import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { buildPrograms, missing } from '../testing/build-programs.ts';
import { opened, text, watch } from '../testing/watch.ts';
import { openBpfCapture } from './bpf-capture.ts';
import { closeFd } from './libc.ts';
import { loadLibbpf } from './libbpf.ts';
import { openTracefs, openTracepoint } from './tracepoint-event.ts';

const COUNT = 200;
const BPF = fileURLToPath(new URL('../../../bpf/', import.meta.url));
const READER = fileURLToPath(new URL('../testing/programs/enter-reader.bpf.c', import.meta.url));

/** The way of other sensors: the path is read as the call begins. */
function loadEnterReader(folder: string) {
  const file = join(folder, 'enter-reader.bpf.o');
  const flags = ['-target', 'bpfel', '-mcpu=v3', '-O2', '-g', `-I${BPF}`];
  execFileSync('clang', [...flags, '-c', READER, '-o', file]);
  const libbpf = loadLibbpf();
  const image = readFileSync(file);
  const handle = libbpf.openMem(image, image.length, null);
  assert.equal(libbpf.load(handle), 0, libbpf.takeLog().join('\n'));
  const tracefs = openTracefs();
  const id = tracefs?.eventId('syscalls/sys_enter_execve');
  tracefs?.close();
  assert.ok(typeof id === 'number');
  const event = openTracepoint(id);
  assert.ok('fd' in event);
  const link = libbpf.attachPerfEvent(libbpf.findProgram(handle, 'enter_reader'), event.fd);
  if (link === null) closeFd(event.fd);
  assert.ok(link !== null);
  const map = libbpf.mapFd(libbpf.findMap(handle, 'read_or_not'));
  const read = (index: number) => {
    const key = Buffer.alloc(4);
    const value = Buffer.alloc(8);
    key.writeUInt32LE(index);
    assert.equal(libbpf.lookup(map, key, value), 0);
    return Number(value.readBigUInt64LE(0));
  };
  return {
    counts: () => ({ read: read(0), failed: read(1) }),
    close() {
      libbpf.destroyLink(link);
      libbpf.closeObject(handle);
    },
  };
}

test(
  'arguments on a page that was never touched hide from a reader of sys_enter, not from us',
  { skip: missing('cc', 'clang') },
  async (context) => {
    const programs = buildPrograms();
    const reader = loadEnterReader(programs.folder);
    const watched = await watch(
      opened(openBpfCapture({ clock: Date.now, ownPids: [0x3fff_ffff] })),
    );
    try {
      const hidden = programs.build('hidden-args');
      const program = join(programs.folder, 'target');
      copyFileSync('/bin/true', program);
      const strings = join(programs.folder, 'strings');
      writeFileSync(strings, `${program}\0--the-argument\0`);
      const { status } = spawnSync(hidden, [strings, String(COUNT)]);
      assert.equal(status, 0);
      const caught = await watched.wait(
        ({ kind, exe, argv }) =>
          kind === 'exec' && text(exe) === program && text(argv[1]) === '--the-argument',
        COUNT,
      );
      const { read, failed } = reader.counts();
      context.diagnostic(`here ${caught.length} of ${COUNT}; a reader of sys_enter_execve ${read}`);
      assert.equal(caught.length, COUNT);
      assert.equal(caught.filter(({ argvTruncated }) => argvTruncated).length, 0);
      assert.deepEqual({ read, failed }, { read: 0, failed: COUNT });
    } finally {
      await watched.capture.close();
      reader.close();
      programs.remove();
    }
  },
);

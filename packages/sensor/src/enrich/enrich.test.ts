import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import fc from 'fast-check';

import type { CapturedEvent } from '../capture/captured-event.ts';
import { createBoundedCache } from './bounded-cache.ts';
import { cgroupFacts } from './cgroup-facts.ts';
import { readContainer } from './container-facts.ts';
import { createEnricher } from './enrich-event.ts';
import { workloadOf } from './workload-of.ts';

const ID = '0123456789abcdef'.repeat(4);

for (const [path, expected] of [
  [`/docker/${ID}`, { container: ID, runtime: 'docker' }],
  [`/system.slice/docker-${ID}.scope`, { container: ID, runtime: 'docker' }],
  [`/machine.slice/libpod-${ID}.scope/container`, { container: ID, runtime: 'podman' }],
  [
    `/kubepods.slice/kubepods-pod1.slice/cri-containerd-${ID}.scope`,
    { container: ID, runtime: 'containerd' },
  ],
  [`/system.slice/k3s.service/kubepods/pod1/${ID}`, { container: ID, unit: 'k3s.service' }],
  ['/system.slice/ssh.service', { unit: 'ssh.service' }],
  ['/user.slice/user-0.slice/session-3.scope', { unit: 'session-3.scope' }],
  ['/user.slice/user@1.service/app.slice/web.service', { unit: 'web.service' }],
  ['/system.slice/a.service/b.scope', { unit: 'a.service' }],
  ['/lxc.payload.web', { runtime: 'lxc' }],
  ['/', {}],
] as const) {
  test(`cgroup ${path.replaceAll(ID, 'ID')}`, () => assert.deepEqual(cgroupFacts(path), expected));
}

test('a path of any kind is read', () => {
  fc.assert(fc.property(fc.string({ maxLength: 4096 }), (path) => void cgroupFacts(path)));
});

test('the workload: the first rule that applies', () => {
  const of = (facts: Parameters<typeof workloadOf>[0]) => {
    const { name, rule } = workloadOf(facts, 'web-1');
    return `${rule} ${name}`;
  };
  const image = 'registry.example:5000/team/api:1.2.3';
  assert.equal(of({ composeService: 'shop/api', image, container: ID }), 'compose shop/api');
  assert.equal(of({ image, container: ID }), 'image registry.example:5000/team/api');
  assert.equal(of({ image: `nginx@sha256:${ID}`, container: ID }), 'image nginx');
  assert.equal(of({ container: ID }), 'container container:0123456789ab');
  assert.equal(of({ container: ID, unit: 'docker.service' }), 'container container:0123456789ab');
  assert.equal(of({ unit: 'postgresql@15-main.service' }), 'unit postgresql@.service');
  assert.equal(of({ unit: 'session-3.scope' }), 'given web-1');
  assert.equal(of({ unit: 'user@1000.service' }), 'given web-1');
  assert.equal(of({}), 'given web-1');
});

function withContainers(run: (roots: { docker: string; podman: string }) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'vedette-enrich-'));
  const roots = { docker: join(folder, 'docker'), podman: join(folder, 'podman') };
  try {
    mkdirSync(join(roots.docker, ID), { recursive: true });
    mkdirSync(roots.podman);
    run(roots);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('Docker and Podman say what a container runs', () => {
  withContainers((roots) => {
    assert.deepEqual(readContainer(ID, roots), {});
    const config = join(roots.docker, ID, 'config.v2.json');
    writeFileSync(config, '{"Config":{"Image":"nginx:1","Labels":null}}');
    assert.deepEqual(readContainer(ID, roots), { image: 'nginx:1' });
    const labels = {
      'com.docker.compose.project': 'shop',
      'com.docker.compose.service': 'web',
    };
    writeFileSync(config, JSON.stringify({ Config: { Image: 'nginx:1', Labels: labels } }));
    assert.deepEqual(readContainer(ID, roots), { image: 'nginx:1', composeService: 'shop/web' });
    writeFileSync(config, '{"Config":');
    assert.deepEqual(readContainer(ID, roots), {});
    const metadata = JSON.stringify({ 'image-name': 'docker.io/library/redis:7' });
    writeFileSync(join(roots.podman, 'containers.json'), JSON.stringify([{ id: ID, metadata }]));
    assert.deepEqual(readContainer(ID, roots), { image: 'docker.io/library/redis:7' });
  });
});

const exec = (more: Partial<CapturedEvent>): CapturedEvent => ({
  kind: 'exec',
  source: 'bpf',
  t: 1,
  id: 'b.1.1',
  pid: 0x3fff_fffe,
  ppid: 0x3fff_ffff,
  uid: 0,
  comm: 'c',
  parent: 'p',
  argv: [],
  start: 1,
  ...more,
});

test('later events of a process and its forks know what it runs and where', () => {
  withContainers((roots) => {
    writeFileSync(join(roots.docker, ID, 'config.v2.json'), '{"Config":{"Image":"api:2"}}');
    const { enrich } = createEnricher({ given: 'g', clock: () => 0, containerRoots: roots });
    const exe = '/bin/server';
    enrich(exec({ id: 'parent', exe, cgroup: `/docker/${ID}` }));
    const forked = enrich(exec({ kind: 'connect', id: 'worker', parentId: 'parent' }));
    assert.equal(forked.exe, '/bin/server');
    assert.equal(forked.container, ID);
    assert.equal(forked.workload.name, 'api');
    const child = enrich(exec({ id: 'child', parentId: 'worker', exe: '/bin/sh', cgroup: '/' }));
    assert.equal(child.parentExe, '/bin/server');
    assert.equal(child.workload.rule, 'given');
    const exit = enrich(exec({ kind: 'exit', id: 'child' }));
    assert.equal(exit.exe, '/bin/sh');
    assert.equal(enrich(exec({ kind: 'exit', id: 'child' })).exe, undefined);
  });
});

test('a parent that ran nothing itself is looked for once in a while', () => {
  withContainers((roots) => {
    const proc = join(roots.docker, 'proc');
    mkdirSync(join(proc, '7'), { recursive: true });
    symlinkSync('/bin/forked', join(proc, '7/exe'));
    let now = 0;
    const { enrich } = createEnricher({ given: 'g', clock: () => now, proc });
    const parentExe = (id: string, parentId?: string): string => {
      const parent = parentId === undefined ? {} : { parentId };
      const child = exec({ id, ppid: 7, ...parent, exe: '/bin/true' });
      return enrich(child).parentExe ?? '';
    };
    assert.equal(parentExe('a', 'forked'), '/bin/forked');
    rmSync(join(proc, '7/exe'));
    assert.equal(parentExe('b', 'forked'), '/bin/forked');
    assert.equal(parentExe('c', 'another'), '');
    assert.equal(parentExe('d'), '');
    now = 60_000;
    assert.equal(parentExe('e', 'forked'), '');
    enrich(exec({ id: 'forked', exe: '/bin/now' }));
    assert.equal(parentExe('f', 'forked'), '/bin/now');
  });
});

test('a cache forgets the oldest, and what is old', () => {
  let now = 0;
  const cache = createBoundedCache<number>({ entriesMax: 2, lifeMs: 10, clock: () => now });
  cache.set('a', 1);
  cache.set('b', 2);
  assert.equal(cache.get('a'), 1);
  cache.set('c', 3);
  assert.deepEqual([cache.get('a'), cache.get('b'), cache.get('c')], [1, undefined, 3]);
  now = 11;
  assert.equal(cache.get('a'), undefined);
  assert.equal(cache.size(), 1);
});

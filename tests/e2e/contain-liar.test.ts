// A host that claims a slam-dunk for what must not be frozen: nothing is, and each is said.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { containerState } from './contain/container-state.ts';
import { containedOf } from './contain/findings.ts';
import type { ContainGround } from './contain/ground.ts';
import { type Claimed, claim, confess, LIAR, truth } from './contain/liar.ts';
import { startDockerGround } from './contain/docker-ground.ts';
import { stateOf } from './contain/ticks.ts';
import { type Docker, missingForDocker } from './docker/index.ts';
import { SERVE, startContainer } from './fixtures/containers/index.ts';
import { processWith } from './fixtures/containers/plant/container.ts';
import { command } from './fixtures/plant/command.ts';
import { runDeleted } from './fixtures/plant/run-program.ts';

const OTHER_BOOT = '11111111-2222-4333-8444-555555555555';

describe('a host that claims slam-dunks', { skip: missingForDocker() }, () => {
  let ground: ContainGround & { readonly docker: Docker };
  let containers: readonly { readonly id: string; readonly pid: number }[];
  const one = (at: number) => {
    const found = containers[at];
    assert.ok(found);
    return found;
  };

  /** Sweeps armed, and says what became of each claim; nothing at all may be frozen. */
  const outcomes = async (claims: readonly Claimed[]): Promise<Map<number, string>> => {
    const { host, docker } = ground;
    const controller = ground.controller({ freezes_per_host: 50, freezes_per_fleet: 50 });
    const swept = await controller.sweep('--armed');
    const report = swept.host(host.name);
    assert.equal(swept.exitCode, 1, JSON.stringify(report));
    for (const { pid } of claims) {
      assert.notEqual(stateOf(host, pid), 'T', `process ${pid}`);
    }
    for (const { id } of containers) {
      assert.equal((await containerState(docker, id)).status, 'running');
    }
    return new Map(
      report.findings
        .filter(({ disposition }) => disposition === 'slam-dunk')
        .map(({ facts }) => {
          const pid = Number(facts['pid']);
          const contained = containedOf(report, pid);
          assert.ok(contained, `nothing is said of ${pid}`);
          return [pid, `${contained.state}: ${contained.text}`];
        }),
    );
  };

  before(async () => {
    ground = await startDockerGround({ host: LIAR });
    const { host } = ground;
    const started = [
      await startContainer(host, { name: 'first', argv: [SERVE] }),
      await startContainer(host, { name: 'second', argv: [SERVE] }),
    ];
    containers = await Promise.all(
      started.map(async (container) => ({
        id: container.id,
        pid: await processWith(host, container, SERVE),
      })),
    );
  });
  after(() => ground?.close());

  it('for what a host lives by: nothing is frozen, each is refused', async () => {
    const { host, docker } = ground;
    const sshd = await host.spawn(['/usr/sbin/sshd', '-D', '-p', '2222']);
    const daemon = await host.spawn(['/usr/bin/sleep', '864000']);
    const engine = (await command(host, ['pgrep', '-x', 'containerd'])).trim();
    const pids = [1, sshd.pid, daemon.pid, docker.daemon.pid, Number(engine)];
    const claims = await Promise.all(pids.map((pid) => truth(host, pid)));
    await claim(host, claims, { session: true });
    const said = await outcomes(claims);
    await confess(host);
    // The session of the sweep is one more.
    assert.equal(said.size, pids.length + 1, [...said].join('\n'));
    for (const [pid, text] of said) assert.match(text, /^refused: /, `${pid}`);
  });

  it('with another start, another program or another boot than the process has', async () => {
    const { host } = ground;
    const miners = await Promise.all(
      ['start', 'exe', 'boot'].map(async (name) => {
        const planted = await runDeleted(host, { program: 'idle', path: `/tmp/.${name}` });
        return truth(host, planted.pids[0] ?? 0);
      }),
    );
    const claims = miners.map(({ pid, start, exe }, at) => ({
      pid,
      start: at === 0 ? start + 1 : start,
      exe: at === 1 ? `${exe}1` : exe,
    }));
    await claim(host, claims.slice(0, 2));
    const two = await outcomes(claims);
    assert.equal(two.size, 2);
    for (const [pid, text] of two) assert.match(text, /^gone: .*(?:start|exe)/, `${pid}`);
    await claim(host, claims.slice(2), { boot: OTHER_BOOT });
    const last = await outcomes(claims);
    await confess(host);
    assert.equal(last.size, 1);
    for (const [pid, text] of last) assert.match(text, /^gone: .*boot/, `${pid}`);
  });

  it('for a process of another container than it says, or of none', async () => {
    const { host } = ground;
    const other = { ...(await truth(host, one(1).pid)), container: one(0).id };
    await claim(host, [other]);
    const first = await outcomes([other]);
    assert.match(first.get(other.pid) ?? '', /^gone: .*container/);
    const bare = await runDeleted(host, { program: 'idle', path: '/tmp/.bare' });
    const loner = { ...(await truth(host, bare.pids[0] ?? 0)), container: one(0).id };
    await claim(host, [loner]);
    const second = await outcomes([loner]);
    assert.match(second.get(loner.pid) ?? '', /^gone: .*container/);
    await confess(host);
  });

  it('for a process that it put into the control groups of a container', async () => {
    const { host } = ground;
    const planted = await runDeleted(host, { program: 'idle', path: '/tmp/.guest' });
    const guest = { ...(await truth(host, planted.pids[0] ?? 0)), container: one(0).id };
    const text =
      'for procs in $(find /sys/fs/cgroup -path "*/$2/cgroup.procs"); do echo "$1" >"$procs"; done';
    await command(host, ['sh', '-euc', text, 'sh', String(guest.pid), one(0).id]);
    await claim(host, [guest]);
    const said = await outcomes([guest]);
    await confess(host);
    // Nobody else ends it: the group of a container is removed by its engine, when it is empty.
    await planted.stop();
    assert.match(said.get(guest.pid) ?? '', /^refused: .*namespaces/);
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  changedItems,
  type Entry,
  FixtureHost,
  SHELLS,
  sweepFixture,
  type Swept,
} from '../drift/probe-fixture.ts';
import { alertsSaid } from '../kernel/alerts-said.ts';
import { checks } from './index.ts';

type Tree = Readonly<Record<string, Entry>>;

const FULL = '000001ffffffffff';
const DEFAULT = '00000000a80425fb';
const id = (digit: string): string => digit.repeat(64);
const NAMESPACES = { mnt: 4026531841, pid: 4026531836, net: 4026531840, user: 4026531837 };

interface Running {
  readonly pid: number;
  readonly cgroup: string;
  readonly comm?: string;
  readonly caps?: string;
  readonly seccomp?: number;
  /** Namespaces that it shares with the host. */
  readonly shares?: readonly string[];
  readonly mounts?: string;
  readonly ageSeconds?: number;
}

const UPTIME_SECONDS = 5_000;

function running({
  pid,
  cgroup,
  comm = 'app',
  caps = DEFAULT,
  seccomp = 2,
  shares = ['user'],
  mounts = '',
  ageSeconds = 60,
}: Running): Tree {
  const links = Object.entries(NAMESPACES).map(([name, number]): [string, Entry] => [
    `/proc/${pid}/ns/${name}`,
    { link: `${name}:[${shares.includes(name) ? number : 4026532000 + pid}]` },
  ]);
  return {
    [`/proc/${pid}/cgroup`]: `${cgroup}\n`,
    [`/proc/${pid}/status`]: `Name:\t${comm}\nCapEff:\t${caps}\nSeccomp:\t${seccomp}\n`,
    [`/proc/${pid}/stat`]: `${pid} (${comm}) 1) S ${'1 '.repeat(18)}${(UPTIME_SECONDS - ageSeconds) * 100} 9 9\n`,
    [`/proc/${pid}/mountinfo`]: `500 1 0:99 / / rw - overlay overlay rw\n${mounts}`,
    ...Object.fromEntries(links),
  };
}

function dockerFiles(container: string, image: string, policy = 'no'): Tree {
  const folder = `/var/lib/docker/containers/${container}`;
  return {
    [`${folder}/config.v2.json`]: `{"Config":{"Env":["A=\\"Image\\":\\"fake\\""],"Image":"${image}"},"Image":"sha256:00"}`,
    [`${folder}/hostconfig.json`]: `{"Binds":null,"RestartPolicy":{"Name":"${policy}","MaximumRetryCount":0}}`,
  };
}

const HOST: Tree = {
  '/proc/uptime': `${UPTIME_SECONDS}.25 1.00\n`,
  ...running({
    pid: 1,
    cgroup: '0::/init.scope',
    comm: 'systemd',
    caps: FULL,
    seccomp: 0,
    shares: Object.keys(NAMESPACES),
  }),
  '/proc/1/mountinfo':
    '22 1 254:0 / / rw - ext4 /dev/vda rw\n30 22 0:25 / /run rw - tmpfs tmpfs rw\n',
};
const WEB = `0::/system.slice/docker-${id('a')}.scope`;
const DOCKER: Tree = {
  ...HOST,
  '/run/docker.sock': { content: '', mode: 0o660 },
  '/run/docker.pid': '600',
  '/proc/600/cmdline':
    '/usr/bin/dockerd\0-H\0fd://\0--containerd=/run/containerd/containerd.sock\0',
  '/etc/docker/daemon.json': '{ "log-driver": "local" }\n',
  '/proc/net/tcp': '  sl  local_address rem_address   st\n   0: 00000000:0050 00000000:0000 0A\n',
  ...running({
    pid: 700,
    cgroup: WEB,
    mounts: '501 500 254:0 /var/lib/docker/volumes/x/_data /data rw - ext4 /dev/vda rw\n',
  }),
  ...running({ pid: 701, cgroup: WEB }),
  ...dockerFiles(id('a'), 'nginx:1.27', 'always'),
};
const with52 = (mounts: string): Tree => ({
  ...running({ pid: 800, cgroup: `12:pids:/docker/${id('b')}`, mounts }),
  ...dockerFiles(id('b'), 'portainer/portainer:2'),
});

for (const shell of SHELLS) {
  let learned: Swept | undefined;
  const sweep = (tree: Tree): Swept => {
    using host = new FixtureHost(tree);
    return sweepFixture(host, { checks, shell });
  };
  const news = (change: Tree): string[] =>
    alertsSaid(changedItems((learned ??= sweep(DOCKER)), sweep({ ...DOCKER, ...change })));

  test(`without an engine there is nothing to say (${shell.name})`, () => {
    assert.deepEqual(sweep(HOST), { items: [], gaps: [] });
  });

  test(`a docker host with ordinary containers says nothing, also on a deploy (${shell.name})`, () => {
    const { items, gaps } = sweep(DOCKER);
    assert.deepEqual(gaps, []);
    assert.deepEqual(
      items.map(({ key, value }) => [key, value]),
      [['nginx:1.27 image', 'always']],
    );
    assert.deepEqual(alertsSaid(items), []);
    const deploy = {
      ...running({ pid: 900, cgroup: `0::/system.slice/docker-${id('c')}.scope` }),
      ...dockerFiles(id('c'), 'redis:7'),
    };
    assert.deepEqual(news(deploy), []);
  });

  test(`a container that commands the engine is learned by image (${shell.name})`, () => {
    const verdict = [
      'portainer/portainer:2 engine-socket container-access:ambiguous:medium:on-change',
    ];
    assert.deepEqual(
      news(with52('502 500 0:25 /docker.sock /s.sock rw - tmpfs tmpfs rw\n')),
      verdict,
    );
    assert.deepEqual(
      news(with52('502 500 254:0 /run/docker.sock /s.sock rw - ext4 x rw\n')),
      verdict,
    );
    assert.deepEqual(news(with52('502 500 0:25 / /host/run rw - tmpfs tmpfs rw\n')), verdict);
    const again = {
      ...running({
        pid: 801,
        cgroup: `0::/docker/${id('d')}`,
        mounts: '502 500 0:25 /docker.sock /s rw - tmpfs t rw\n',
      }),
      ...dockerFiles(id('d'), 'portainer/portainer:2'),
    };
    const before = {
      ...DOCKER,
      ...with52('502 500 0:25 /docker.sock /s.sock rw - tmpfs tmpfs rw\n'),
    };
    assert.deepEqual(changedItems(sweep(before), sweep({ ...before, ...again })), []);
  });

  test(`rights of the host are told apart (${shell.name})`, () => {
    const lines = (container: Omit<Running, 'pid' | 'cgroup'>): string[] =>
      news({
        ...running({ pid: 800, cgroup: `0::/docker/${id('b')}`, ...container }),
        ...dockerFiles(id('b'), 'tool'),
      });
    const privilege = (what: string, severity: string): string =>
      `tool ${what} container-privilege:ambiguous:${severity}:on-change`;
    assert.deepEqual(lines({ caps: FULL, seccomp: 0 }), [privilege('privileged', 'medium')]);
    // What an engine older than the kernel calls all: it does not know the newest capabilities.
    assert.deepEqual(lines({ caps: '0000003fffffffff', seccomp: 0 }), [
      privilege('privileged', 'medium'),
    ]);
    // Until its program runs, the first process of a container is the runtime.
    const runtime = { caps: FULL, seccomp: 0, comm: 'runc:[2:INIT]' };
    assert.deepEqual(lines({ ...runtime, ageSeconds: 1 }), []);
    assert.deepEqual(lines(runtime), [privilege('privileged', 'medium')]);
    assert.deepEqual(lines({ caps: FULL, seccomp: 0, shares: [] }), []);
    assert.deepEqual(lines({ caps: FULL, seccomp: 2 }), []);
    assert.deepEqual(lines({ shares: ['user', 'net', 'pid'] }), [
      privilege('host-net', 'low'),
      privilege('host-pid', 'medium'),
    ]);
    assert.deepEqual(lines({ mounts: '503 500 254:0 / /host ro - ext4 /dev/vda rw\n' }), [
      privilege('host-root', 'medium'),
    ]);
    assert.deepEqual(lines({ caps: FULL, seccomp: 0, shares: ['user', 'mnt'] }), []);
  });

  test(`other engines are known by their cgroups and named by their program (${shell.name})`, () => {
    const groups = [
      `0::/machine.slice/libpod-${id('1')}.scope/container`,
      `0::/kubepods.slice/kubepods-pod1.slice/cri-containerd-${id('2')}.scope`,
      `0::/kubepods/besteffort/pod12/${id('3')}`,
      `0::/lxc.payload.web/init.scope`,
    ];
    groups.forEach((cgroup, at) => {
      assert.deepEqual(
        news(running({ pid: 900 + at, cgroup, comm: 'agent x', shares: ['user', 'pid'] })),
        [
          `${at === 3 ? 'lxc-web' : 'program agent x'} host-pid container-privilege:ambiguous:medium:on-change`,
        ],
      );
    });
    const monitor = {
      pid: 950,
      cgroup: `0::/libpod-conmon-${id('1')}.scope`,
      shares: ['user', 'pid'],
    };
    assert.deepEqual(news(running(monitor)), []);
  });

  test(`an engine open to the network or to every user alerts at once (${shell.name})`, () => {
    const json = (text: string): string[] => news({ '/etc/docker/daemon.json': text });
    const api = (address: string): string[] => [`${address} engine-api:ambiguous:high`];
    assert.deepEqual(
      json('{"hosts": ["unix:///var/run/docker.sock",\n "tcp://0.0.0.0:2375"]}'),
      api('tcp://0.0.0.0:2375'),
    );
    assert.deepEqual(json('{"hosts": ["tcp://0.0.0.0:2376"], "tlsverify": true}'), []);
    assert.deepEqual(json('{"hosts": ["tcp://127.0.0.1:2375"]}'), [
      'tcp://127.0.0.1:2375 engine-api:ambiguous:low:on-change',
    ]);
    assert.deepEqual(
      news({ '/proc/600/cmdline': '/usr/bin/dockerd\0--host=tcp://[::]:2375\0' }),
      api('tcp://[::]:2375'),
    );
    assert.deepEqual(news({ '/proc/600/cmdline': '/usr/bin/vim\0tcp://x\0' }), []);
    const listen = (address: string): string[] =>
      news({ '/proc/net/tcp': `h\n 0: ${address}:0947 00000000:0000 0A\n` });
    assert.deepEqual(listen('00000000'), api('port:2375'));
    assert.deepEqual(listen('0100007F'), ['port:2375 engine-api:ambiguous:low:on-change']);
    assert.deepEqual(news({ '/run/docker.sock': { content: '', mode: 0o666 } }), [
      '/run/docker.sock engine-socket:ambiguous:high',
    ]);
  });
}

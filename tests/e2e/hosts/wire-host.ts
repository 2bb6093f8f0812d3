import { randomInt } from 'node:crypto';

import { mustRun, runCommand } from './run-command.ts';

/** 10.77.0.0/16 in nets of four addresses, one per host. */
const NETS = 16_384;
const TRIES_MAX = 64;

/** The wire between the machine and a host. */
export interface HostWire {
  /** The machine's end; the kernel removes it with the host's network namespace. */
  readonly link: string;
  readonly address: string;
}

/**
 * Lays a wire into the network namespace of a process. The name of the machine's end is its net,
 * so the kernel, which refuses a name twice, hands out the nets among test runs.
 */
export async function wireHost(pid: number): Promise<HostWire> {
  for (let tried = 0; tried < TRIES_MAX; tried++) {
    const net = randomInt(NETS);
    const link = `vdt${net}`;
    const lines = [
      `link add ${link} type veth peer name eth0 netns ${pid}`,
      `addr add ${addressIn(net, 1)}/30 dev ${link}`,
      `link set ${link} up`,
    ];
    const added = await runCommand(['ip', '-batch', '-'], { input: `${lines.join('\n')}\n` });
    if (added.exitCode === 0) return { link, address: addressIn(net, 2) };
    if (!added.stderr.includes('File exists')) throw new Error(`no wire: ${added.stderr.trim()}`);
  }
  throw new Error(`no free net in 10.77.0.0/16 after ${TRIES_MAX} tries`);
}

/** Removes a wire at once; the kernel alone would do it some time after the host's end. */
export async function unwireHost({ link }: HostWire): Promise<void> {
  const { exitCode, stderr } = await runCommand(['ip', 'link', 'del', link]);
  if (exitCode !== 0 && !/Cannot find device|No such device/.test(stderr)) {
    throw new Error(`cannot remove ${link}: ${stderr.trim()}`);
  }
}

/** All wires of all test runs that there are now. */
export async function listWires(): Promise<string[]> {
  const list = await mustRun(['ip', '-o', 'link', 'show']);
  return [...list.matchAll(/^\d+: (vdt\d+)@/gm)].map((match) => match[1] ?? '');
}

function addressIn(net: number, host: number): string {
  return `10.77.${net >> 6}.${(net & 63) * 4 + host}`;
}

import type { TestHost } from '../../tests/e2e/hosts/index.ts';
import type { Finders } from './look-with-vedette.ts';
import { namesFixture, newLines } from './names-fixture.ts';
import type { Peer } from './peers.ts';
import type { Look } from './plant-in-rounds.ts';

const PEER_TIMEOUT_MS = 30 * 60_000;

/**
 * No peer looks at CPU time, so what burns it is held while they look: even at the lowest priority
 * it makes each of the tens of thousands of programs that they start wait for its turn.
 */
const HOLD = ['kill', '-STOP'];
const RELEASE = ['kill', '-CONT'];

/** A peer has found a fixture if it says something new that names it, in its output or its logs. */
export function lookWithPeers(
  found: Finders,
  peers: readonly Peer[],
  say: (line: string) => void,
): Look {
  return async (host) => {
    const before = new Map<Peer, string>();
    for (const peer of peers) {
      say(`  ${peer.name} without fixtures`);
      if (peer.learn !== undefined) await host.run(peer.learn, { timeoutMs: PEER_TIMEOUT_MS });
      before.set(peer, await runPeer(peer, host));
    }
    return async (planted) => {
      const hot = planted.filter(({ fixture }) => fixture.hot === true);
      const pids = hot.flatMap((one) => one.pids.map(String));
      if (pids.length > 0) await host.run([...HOLD, ...pids]);
      for (const [peer, earlier] of before) {
        say(`  ${peer.name} with fixtures`);
        const lines = newLines(earlier, await runPeer(peer, host));
        for (const one of planted) {
          if (namesFixture(lines, one)) found.get(one.fixture.name)?.add(peer.name);
        }
      }
      if (pids.length > 0) await host.run([...RELEASE, ...pids]);
    };
  };
}

/** All that a peer says, on its terminal and in its logs. */
async function runPeer(peer: Peer, host: TestHost): Promise<string> {
  const dir = `/root/${peer.name}`;
  await host.run(['mkdir', '-p', '-m', '700', dir]);
  const { stdout, stderr } = await host.run(peer.argv(dir), { timeoutMs: PEER_TIMEOUT_MS });
  const said = [stdout, stderr];
  for (const log of peer.logs) said.push((await host.run(['cat', `${dir}/${log}`])).stdout);
  return said.join('\n');
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { EVASIONS } from '../../tests/e2e/fixtures/index.ts';
import { missingRequirements, startFleet } from '../../tests/e2e/hosts/index.ts';
import { type BenchResult, figure, type Measured } from '../benchmark.ts';
import { lookWithPeers } from './look-with-peers.ts';
import { type Finders, lookWithVedette, OURS } from './look-with-vedette.ts';
import { notInstalled, PEERS, peerVersion } from './peers.ts';
import { plantInRounds } from './plant-in-rounds.ts';

/** Which of the fixtures that must be found each tool finds. */
export async function benchDetect(say: (line: string) => void): Promise<BenchResult[]> {
  const missing = missingRequirements();
  if (missing !== false) return [figure('found', 'fixtures', `could not run: ${missing}`)];
  const found: Finders = new Map(EVASIONS.map(({ name }) => [name, new Set<string>()]));
  const here = PEERS.filter((peer) => peerVersion(peer) !== undefined);
  const stateDir = mkdtempSync(join(tmpdir(), 'vedette-bench-'));
  const fleet = await startFleet();
  try {
    const cold = EVASIONS.filter(({ hot }) => hot !== true);
    // What burns a core is that only where it has one, so each of them has a host to itself.
    const hot = EVASIONS.filter((fixture) => fixture.hot === true).map((fixture) => [fixture]);
    const unplanted = [
      ...(await plantInRounds({
        ...{ fleet, label: 'ours', groups: [cold, ...hot], say },
        look: lookWithVedette(found, stateDir),
      })),
      ...(await plantInRounds({
        ...{ fleet, label: 'peers', groups: [EVASIONS], say },
        look: lookWithPeers(found, here, say),
      })),
    ];
    return matrix(found, new Set(unplanted.map(({ name }) => name)));
  } finally {
    await fleet.close();
    rmSync(stateDir, { recursive: true });
  }
}

function matrix(found: Finders, unplanted: ReadonlySet<string>): BenchResult[] {
  const compared = [...found].filter(([name]) => !unplanted.has(name));
  const counted = (wanted: (names: ReadonlySet<string>) => boolean): number =>
    compared.filter(([, names]) => wanted(names)).length;
  const peers = (value: (name: string) => number): Record<string, Measured> =>
    Object.fromEntries(
      PEERS.map((peer) => [
        peer.name,
        peerVersion(peer) === undefined ? notInstalled(peer) : value(peer.name),
      ]),
    );
  const ours = counted((names) => names.has(OURS));
  const together = counted((names) => [...names].some((name) => name !== OURS));
  const allRan = PEERS.every((peer) => peerVersion(peer) !== undefined);
  return [
    ...compared.map(([name, names]) =>
      figure(
        `finds ${name}`,
        '0 or 1',
        Number(names.has(OURS)),
        peers((peer) => Number(names.has(peer))),
      ),
    ),
    ...[...unplanted].map((name) =>
      figure(`finds ${name}`, '0 or 1', 'could not be planted on a host of this benchmark'),
    ),
    {
      metric: `found of ${compared.length} fixtures`,
      unit: 'fixtures',
      ours,
      peers: {
        ...peers((peer) => counted((names) => names.has(peer))),
        'all peers together': together,
      },
      aim: { text: 'more than all peers together', number: together + 1 },
      met: allRan && ours > together,
    },
  ];
}

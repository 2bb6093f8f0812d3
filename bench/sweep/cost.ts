import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { ALL_CHECKS } from '@vedette/sweep';

import { type BenchResult, ceiling, figure, type Measured, timesCheaper } from '../benchmark.ts';
import { startedOnMachine } from './count-forks.ts';
import { type Cost, costOfProbe, type ProbeCost } from './cost-of-probe.ts';
import { measureCommand } from './measure-command.ts';
import { notInstalled, type Peer, PEERS, peerVersion } from './peers.ts';
import { startProcesses } from './start-processes.ts';

const PROCESS_COUNTS = [300, 1_000, 5_000] as const;
/** The size that the aims are about: a small team's server. */
const AIMED_COUNT = 300;
const CPU_SECONDS_AIM = 0.5;
const TIMES_CHEAPER_AIM = 50;
const BACKGROUND_SECONDS = 3;

/**
 * What a sweep costs a host, beside what the peers cost it with the same processes; at every size,
 * or at one.
 */
export async function benchCost(
  say: (line: string) => void,
  processes?: number,
): Promise<BenchResult[]> {
  const dir = mkdtempSync(join(tmpdir(), 'vedette-bench-'));
  try {
    const results: BenchResult[] = [];
    for (const total of processes === undefined ? PROCESS_COUNTS : [processes]) {
      const standing = await startProcesses(total);
      try {
        say(`cost at ${standing.count} processes`);
        const ours = await costOfProbe(ALL_CHECKS);
        say(`  ours: ${cpuText(ours)}`);
        const peers = new Map<Peer, Cost | string>();
        for (const peer of PEERS) {
          const cost = await costOfPeer(peer, dir);
          peers.set(peer, cost);
          say(`  ${peer.name}: ${typeof cost === 'string' ? cost : cpuText(cost)}`);
        }
        results.push(...compare({ total, ours, peers }));
      } finally {
        await standing.stop();
      }
    }
    return results;
  } finally {
    rmSync(dir, { recursive: true });
  }
}

async function costOfPeer(peer: Peer, dir: string): Promise<Cost | string> {
  if (peerVersion(peer) === undefined) return notInstalled(peer);
  const background = await startedPerSecond();
  const before = startedOnMachine();
  const measured = await measureCommand({ argv: peer.argv(dir), workDir: dir });
  const started = startedOnMachine() - before - background * measured.wallSeconds;
  return { measured, forks: Math.max(1, Math.round(started)) };
}

/** What everybody else starts: peers run too long to be traced, so this is taken off their count. */
async function startedPerSecond(): Promise<number> {
  const before = startedOnMachine();
  await delay(BACKGROUND_SECONDS * 1_000);
  return (startedOnMachine() - before) / BACKGROUND_SECONDS;
}

/** Said as it comes: a run of everything is long, and may be cut short. */
function cpuText({ measured }: Cost): string {
  return `${measured.cpuSeconds.toFixed(3)} s of CPU, ${measured.wallSeconds.toFixed(1)} s of wall`;
}

interface Comparison {
  readonly total: number;
  readonly ours: ProbeCost;
  readonly peers: ReadonlyMap<Peer, Cost | string>;
}

function compare({ total, ours, peers }: Comparison): BenchResult[] {
  const at = `at ${total} processes`;
  const each = (
    value: (cost: Cost) => Measured,
    which: (peer: Peer) => boolean = () => true,
  ): Record<string, Measured> =>
    Object.fromEntries(
      [...peers]
        .filter(([peer]) => which(peer))
        .map(([{ name }, cost]) => [name, typeof cost === 'string' ? cost : value(cost)]),
    );
  const cpu = ({ measured }: Cost): number => Number(measured.cpuSeconds.toFixed(3));
  const written = ({ measured }: Cost): number => measured.diskBytesWritten;
  const aimed = total === AIMED_COUNT;
  return [
    aimed
      ? ceiling(`CPU ${at}`, 's', { ours: cpu(ours), peers: each(cpu), below: CPU_SECONDS_AIM })
      : figure(`CPU ${at}`, 's', cpu(ours), each(cpu)),
    ...(aimed
      ? [
          timesCheaper(`CPU over ours ${at}`, {
            ours: cpu(ours),
            peers: each(cpu, (peer) => peer.aimed),
            atLeast: TIMES_CHEAPER_AIM,
          }),
        ]
      : []),
    figure(
      `wall ${at}`,
      's',
      ours.measured.wallSeconds,
      each(({ measured }) => measured.wallSeconds),
    ),
    figure(
      `processes started ${at}`,
      'forks',
      ours.forks,
      each(({ forks }) => forks),
    ),
    figure(`sent to the host ${at}`, 'B', ours.sentBytes),
    figure(`received from the host ${at}`, 'B', ours.measured.outputBytes),
    ceiling(`written to disks ${at}`, 'B', { ours: written(ours), peers: each(written), below: 1 }),
  ];
}

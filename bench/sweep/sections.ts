import { ALL_CHECKS, SECTIONS } from '@vedette/sweep';

import { type BenchResult, figure } from '../benchmark.ts';
import { costOfProbe } from './cost-of-probe.ts';
import { startProcesses } from './start-processes.ts';

const PROCESSES = 300;

/**
 * Where the CPU of a probe goes: each section in a probe of its own. What several sections share
 * is in each of them, so they come to more than the whole.
 */
export async function benchSections(say: (line: string) => void): Promise<BenchResult[]> {
  const standing = await startProcesses(PROCESSES);
  try {
    say(`sections at ${standing.count} processes`);
    const results: BenchResult[] = [];
    for (const section of SECTIONS) {
      const checks = ALL_CHECKS.filter(({ sections }) => sections.includes(section));
      const alone = checks.map((check) => ({ ...check, sections: [section] }));
      const { measured, forks } = await costOfProbe(alone);
      const at = `of section ${section} alone at ${PROCESSES} processes`;
      results.push(figure(`CPU ${at}`, 's', Number(measured.cpuSeconds.toFixed(3))));
      results.push(figure(`processes started ${at}`, 'forks', forks));
    }
    return results;
  } finally {
    await standing.stop();
  }
}

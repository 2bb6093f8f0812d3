import { counted } from '../elements/counted.ts';
import type { Health } from './health-shapes.ts';

/** Whether Vedette itself does its work, in one sentence, and what is wrong in one each. */
export interface HealthVerdict {
  readonly works: 'wholly' | 'with-gaps' | 'not';
  readonly words: string;
  readonly problems: readonly string[];
}

/** What waits longer than this is late: a batch is folded within a second. */
const LAG_SECONDS_MAX = 60;

/** One look: works, works but does not see everything, or does not work. */
export function healthVerdict({
  engine,
  ready,
  sweeps,
  blindSpots,
}: Pick<Health, 'engine' | 'ready' | 'sweeps' | 'blindSpots'>): HealthVerdict {
  const problems = [
    ...Object.entries(ready.checks)
      .filter(([, said]) => said !== 'ok')
      .map(([check, said]) => `${check}: ${said}`),
    ...engine.problems.map(({ what, problem }) => `${what}: ${problem}`),
    ...(engine.lagSeconds > LAG_SECONDS_MAX
      ? [`what arrived is judged ${counted(Math.round(engine.lagSeconds), 'second')} late`]
      : []),
    ...(typeof sweeps?.lastProblem === 'string'
      ? [`the last sweep failed: ${sweeps.lastProblem}`]
      : []),
  ];
  if (!ready.ready || problems.length > 0) {
    return { works: 'not', words: 'Something does not work.', problems };
  }
  if (blindSpots.length === 0) {
    return { works: 'wholly', words: 'Everything works, and nothing is out of sight.', problems };
  }
  const words = `Everything works, with ${counted(blindSpots.length, 'blind spot')}.`;
  return { works: 'with-gaps', words, problems };
}

import type { Engine } from './engine/engine.ts';
import type { Log } from './log.ts';

const LOOK_MS = 5_000;

/** Logs what does not work behind the journal when it begins, and when it is over. */
export function watchEngine(
  engine: Pick<Engine, 'status'>,
  log: Log,
): { readonly close: () => void } {
  let before: Readonly<Record<string, string>> = {};
  const look = (): void => {
    const { problems } = engine.status();
    for (const [part, problem] of Object.entries(problems)) {
      if (!(part in before)) log('error', 'engine-problem', { part, problem });
    }
    for (const part of Object.keys(before)) {
      if (!(part in problems)) log('info', 'engine-problem-over', { part });
    }
    before = problems;
  };
  const timer = setInterval(look, LOOK_MS);
  return { close: () => clearInterval(timer) };
}

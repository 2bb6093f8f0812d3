import { setTimeout } from 'node:timers/promises';

import { type EngineLink, startEngine } from './engine-link.ts';
import { inOurWords } from './in-our-words.ts';

const START_MS_MAX = 60_000;
const LOCK_RETRY_MS = 200;

/** Starts the engine on a folder, and waits a while for whoever still has it open. */
export async function startUnlocked(folder: string, waitMs: number): Promise<EngineLink> {
  const giveUpMs = performance.now() + waitMs;
  for (;;) {
    try {
      return await startEngine(folder, START_MS_MAX);
    } catch (error) {
      const failure = inOurWords(folder, error);
      if (failure.code !== 'events-locked' || performance.now() > giveUpMs) throw failure;
      await setTimeout(LOCK_RETRY_MS);
    }
  }
}

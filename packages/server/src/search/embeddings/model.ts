import type { Log } from '../../log.ts';
import type { Embedder } from './embedder.ts';

/** Vectors of one length, one for each text; or why there are none, and whether it was asked at all. */
export type Vectors =
  | { readonly vectors: readonly Float32Array[] }
  | { readonly vectors: null; readonly problem: string; readonly isPaused: boolean };

/** A model that may fail: what asks it goes on without. */
export interface Model {
  /** For a question that somebody waits for. */
  readonly embedQuestion: (text: string) => Promise<Vectors>;
  /** For what was executed, while nobody waits. */
  readonly embedCommands: (texts: readonly string[]) => Promise<Vectors>;
}

interface ModelParts {
  readonly embedder: Embedder;
  readonly log: Log;
  /** Unix time in ms. */
  readonly nowMs: () => number;
  readonly questionTimeoutMs?: number;
}

/** A question waits no longer than this for what it can be answered without. */
const QUESTION_TIMEOUT_MS = 1_500;
const COMMANDS_TIMEOUT_MS = 30_000;
/** What is said to be while it is paused for one or the other. */
const MEANWHILE = {
  questions: 'questions are answered by words alone',
  commands: 'commands that it has not seen are found by words alone',
};
/** After a failure the model is left in peace. */
const PAUSE_MS = 60_000;
const CAUSE_CHARS_MAX = 300;

/**
 * One model for every organisation. Questions and commands are paused apart: commands that it cannot
 * read, or takes long over, leave it to the questions. Each pause is logged once, and so is a change
 * of the vectors' length, after which it is another model.
 */
export function createModel(parts: ModelParts): Model {
  const { questionTimeoutMs = QUESTION_TIMEOUT_MS } = parts;
  const lengths = { now: 0 };
  const embedQuestions = createPausing(parts, lengths, 'questions', questionTimeoutMs);
  return {
    embedQuestion: (text) => embedQuestions([text]),
    embedCommands: createPausing(parts, lengths, 'commands', COMMANDS_TIMEOUT_MS),
  };
}

function createPausing(
  { embedder, log, nowMs }: ModelParts,
  lengths: { now: number },
  what: keyof typeof MEANWHILE,
  timeoutMs: number,
): (texts: readonly string[]) => Promise<Vectors> {
  const model = embedder.name;
  let pausedUntilMs = 0;
  let problem: string | null = null;
  const isPaused = (): boolean => problem !== null && nowMs() < pausedUntilMs;
  const pause = (cause: string): void => {
    pausedUntilMs = nowMs() + PAUSE_MS;
    problem = cause;
    log('warn', 'embedding-model-paused', {
      ...{ model, what, cause, seconds: PAUSE_MS / 1_000 },
      hint: `${MEANWHILE[what]}: see that it works, and that VEDETTE_EMBEDDINGS_… are right`,
    });
  };
  return async (texts) => {
    if (problem !== null && isPaused()) return { vectors: null, problem, isPaused: true };
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      // A model that does not heed the signal is not waited for either.
      const vectors = await Promise.race([
        embedder.embed(texts, signal),
        rejectOn(signal, `no answer in ${timeoutMs / 1_000} s`),
      ]);
      const length = lengthOf(vectors, texts.length);
      if (lengths.now !== 0 && lengths.now !== length) {
        const hint = 'all commands are read anew: it is another model now';
        log('warn', 'embedding-model-changed', { model, before: lengths.now, now: length, hint });
      }
      lengths.now = length;
      if (problem !== null) log('info', 'embedding-model-works', { model, what });
      problem = null;
      return { vectors };
    } catch (error) {
      const cause = causeOf(error);
      // Of several that fail at once the first has paused it.
      if (!isPaused()) pause(cause);
      return { vectors: null, problem: cause, isPaused: false };
    }
  };
}

/** Numbers of each vector. */
function lengthOf(vectors: readonly Float32Array[], count: number): number {
  const length = vectors[0]?.length ?? 0;
  if (vectors.length !== count || vectors.some((vector) => vector.length !== length)) {
    throw new Error('it answers other texts than it was given');
  }
  return length;
}

/** What is behind a "fetch failed" says more than that. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error).slice(0, CAUSE_CHARS_MAX);
  const { cause, message } = error;
  if (!(cause instanceof Error)) return message.slice(0, CAUSE_CHARS_MAX);
  const why = 'code' in cause ? String(cause.code) : cause.message;
  return `${message}: ${why}`.slice(0, CAUSE_CHARS_MAX);
}

function rejectOn(signal: AbortSignal, problem: string): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error(problem)));
  });
}

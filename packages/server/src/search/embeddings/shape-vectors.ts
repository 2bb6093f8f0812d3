import type { Embedder } from './embedder.ts';

/** A command that has, or is to have, a vector. */
export interface Embedded {
  readonly id: string;
  readonly text: string;
}

/** What the model finds; null where it does not answer in time or does not work. */
export type Nearest = readonly { readonly id: string; readonly likeness: number }[] | null;

/** Vectors of the shapes of one organisation, made while nobody waits. */
export interface ShapeVectors {
  /** Says what there is now: what is new gets a vector in the background, what is gone loses its. */
  readonly follow: (shapes: Iterable<Embedded>) => void;
  /** What is most like a question, best first. */
  readonly nearest: (question: string, limit: number) => Promise<Nearest>;
  /** Resolves when nothing is being made. */
  readonly settled: () => Promise<void>;
}

const BATCH_TEXTS = 64;
const BATCH_TIMEOUT_MS = 30_000;
/** A question waits no longer than this for what it can be answered without. */
const QUESTION_TIMEOUT_MS = 1_500;
/** Shapes of one organisation: 50,000 vectors of 1,024 numbers are 200 MB. */
const VECTORS_MAX = 50_000;
/** What small models read; a longer line must not make them refuse the batch that it is in. */
const TEXT_CHARS_MAX = 512;
/** After a failure the model is left in peace. */
const PAUSE_MS = 60_000;

/** No vector yet. */
export function createShapeVectors(embedder: Embedder, nowMs: () => number): ShapeVectors {
  const vectors = new Map<string, Float32Array>();
  let waiting = new Map<string, string>();
  let pausedUntilMs = 0;
  let making: Promise<void> | null = null;

  const embed = async (
    texts: readonly string[],
    timeoutMs: number,
  ): Promise<readonly Float32Array[] | null> => {
    if (nowMs() < pausedUntilMs) return null;
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      // A model that does not heed the signal is not waited for either.
      return await Promise.race([embedder.embed(texts, signal), rejectOn(signal)]);
    } catch {
      // Whatever it is, the question is answered by words; the note of the answer says so.
      pausedUntilMs = nowMs() + PAUSE_MS;
      return null;
    }
  };
  const make = async (): Promise<void> => {
    while (waiting.size > 0) {
      const batch = [...waiting].slice(0, BATCH_TEXTS);
      const made = await embed(
        batch.map(([, text]) => text),
        BATCH_TIMEOUT_MS,
      );
      if (made === null) {
        // Whatever it was about these, the others come first when it is tried again.
        for (const [id, text] of batch) if (waiting.delete(id)) waiting.set(id, text);
        return;
      }
      for (const [at, [id]] of batch.entries()) {
        const vector = made[at];
        if (vector !== undefined && waiting.delete(id)) vectors.set(id, vector);
      }
    }
  };
  return {
    follow(shapes) {
      const ids = new Set<string>();
      const missing = new Map<string, string>();
      for (const { id, text } of shapes) {
        if (ids.size >= VECTORS_MAX) break;
        ids.add(id);
        if (!vectors.has(id)) missing.set(id, text.slice(0, TEXT_CHARS_MAX));
      }
      for (const id of vectors.keys()) if (!ids.has(id)) vectors.delete(id);
      waiting = missing;
      making ??= make().finally(() => {
        making = null;
      });
    },
    async nearest(question, limit) {
      const [asked] = (await embed([question], QUESTION_TIMEOUT_MS)) ?? [];
      if (asked === undefined) return null;
      return [...vectors]
        .map(([id, vector]) => ({ id, likeness: cosine(asked, vector) }))
        .toSorted((a, b) => b.likeness - a.likeness || (a.id < b.id ? -1 : 1))
        .slice(0, limit);
    },
    settled: async () => {
      await making;
    },
  };
}

function rejectOn(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('it does not answer in time')));
  });
}

/** Of unit vectors; 0 for vectors of two models. */
function cosine(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return 0;
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

import type { Model } from './model.ts';
import { standsOutFrom } from './stand-out.ts';

/** The commands that are to have a vector. */
export interface Commands {
  readonly ids: () => Iterable<string>;
  /** As the model is to read it; undefined for what is no more. */
  readonly textOf: (id: string) => string | undefined;
}

/** A command that stands out from all others by how like a question it is. */
export interface Near {
  readonly id: string;
  /** Cosine, in [-1, 1]. */
  readonly likeness: number;
}

/** What the model finds, best first, and what it could not look at; or why it finds nothing. */
export type Nearest =
  | {
      readonly found: readonly Near[];
      readonly unseen: number;
      readonly of: number;
      /** There is no room for what is unseen. */
      readonly isFull: boolean;
    }
  | { readonly found: null; readonly problem: string };

/** Vectors of the commands of one organisation, made while nobody waits. */
export interface ShapeVectors {
  /** Says what there is now: what is new gets a vector in the background, what is gone loses its. */
  readonly follow: (commands: Commands) => void;
  readonly nearest: (question: string, limit: number) => Promise<Nearest>;
  /** In memory, about. */
  readonly bytes: () => number;
  /** Gives up all vectors, and makes none before it is told to follow again. */
  readonly clear: () => void;
  /** Resolves when nothing is being made. */
  readonly settled: () => Promise<void>;
}

const BATCH_TEXTS = 64;
/** What small models read; a longer line must not make them refuse the batch that it is in. */
const TEXT_CHARS_MAX = 512;
const BYTES_PER_NUMBER = 4;
/** The array's head and its place in the map. */
const VECTOR_HEAD_BYTES = 256;

/** No vector yet. Before it keeps so many bytes more, it asks whether there is room for them. */
export function createShapeVectors(
  model: Model,
  hasRoom: (bytes: number) => boolean,
): ShapeVectors {
  const vectors = new Map<string, Float32Array>();
  /** Numbers of each. */
  let length = 0;
  let known = 0;
  let waiting = new Set<string>();
  /** What was in a batch that failed: everything else comes first. */
  let failed = new Set<string>();
  let isFull = false;
  let source: Commands | null = null;
  let making: Promise<void> | null = null;

  const bytesOf = (count: number): number =>
    count * (length * BYTES_PER_NUMBER + VECTOR_HEAD_BYTES);
  /** Vectors of two lengths are of two models, and their cosine means nothing. */
  const keepTo = (now: number): void => {
    if (now !== length) vectors.clear();
    length = now;
  };
  /** What failed before is never in one batch with what did not. */
  const nextBatch = (): string[] => {
    const batch: string[] = [];
    for (const id of waiting) {
      const [first = id] = batch;
      if (batch.length >= BATCH_TEXTS || failed.has(id) !== failed.has(first)) break;
      batch.push(id);
    }
    return batch;
  };
  const make = async (): Promise<void> => {
    while (waiting.size > 0) {
      const batch = nextBatch();
      isFull = !hasRoom(bytesOf(batch.length));
      if (isFull) return;
      const texts = batch.map((id) => (source?.textOf(id) ?? '').slice(0, TEXT_CHARS_MAX));
      const answer = await model.embedCommands(texts);
      if (answer.vectors === null) {
        if (answer.isPaused) return;
        // Whatever it was about these, they are the last to be tried again.
        for (const id of batch) if (failed.delete(id) || waiting.has(id)) failed.add(id);
        return;
      }
      const made = answer.vectors;
      keepTo(made[0]?.length ?? 0);
      for (const [at, id] of batch.entries()) {
        const vector = made[at];
        failed.delete(id);
        if (vector !== undefined && waiting.delete(id)) vectors.set(id, vector);
      }
    }
  };
  return {
    follow(commands) {
      source = commands;
      const ids = new Set(commands.ids());
      for (const id of vectors.keys()) if (!ids.has(id)) vectors.delete(id);
      failed = new Set([...failed].filter((id) => ids.has(id)));
      const missing = [...ids].filter((id) => !vectors.has(id));
      waiting = new Set([...missing.filter((id) => !failed.has(id)), ...failed]);
      known = ids.size;
      making ??= make().finally(() => {
        making = null;
      });
    },
    async nearest(question, limit) {
      const answer = await model.embedQuestion(question);
      if (answer.vectors === null) return { found: null, problem: answer.problem };
      const [asked = new Float32Array()] = answer.vectors;
      keepTo(asked.length);
      const likenesses = Float64Array.from(vectors.values(), (vector) => cosine(asked, vector));
      const least = standsOutFrom(likenesses);
      const found = [...vectors.keys()]
        .map((id, at) => ({ id, likeness: likenesses[at] ?? 0 }))
        .filter(({ likeness }) => likeness >= least)
        .toSorted((a, b) => b.likeness - a.likeness || (a.id < b.id ? -1 : 1))
        .slice(0, limit);
      return { found, unseen: known - vectors.size, of: known, isFull };
    },
    bytes: () => bytesOf(vectors.size),
    clear() {
      vectors.clear();
      waiting.clear();
    },
    settled: async () => {
      await making;
    },
  };
}

/** Of unit vectors of one length. */
function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

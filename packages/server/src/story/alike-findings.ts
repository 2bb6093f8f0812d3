import { featureVector } from '@vedette/executions';

import type { ServerFinding } from '../findings/finding.ts';

const ALIKE_MAX = 10;
/** Below, two commands have little more in common than who started them. */
const LIKENESS_MIN = 0.5;
/** Compared at most, the newest first: each is some ten microseconds once its vector is known. */
const COMPARED_MAX = 2_000;
const SAME_CHECK = 0.8;
const SAME_PROGRAM = 0.6;
/** From here on two commands differ by what masking leaves of an argument. */
const NEARLY_SAME = 0.95;

/** A finding that is like another one. */
export interface AlikeFinding {
  readonly finding: ServerFinding;
  /** From 0 to 1. */
  readonly likeness: number;
  readonly why: string;
}

/** Findings never change in place, so that a vector belongs to one for ever. */
const vectors = new WeakMap<ServerFinding, Float32Array>();

/** Past and present findings that are like one, the most alike first. */
export function alikeFindings(
  all: readonly ServerFinding[],
  subject: ServerFinding,
): AlikeFinding[] {
  const others = all
    .filter(({ id, watch }) => id !== subject.id && watch === subject.watch)
    .toSorted((a, b) => b.lastMs - a.lastMs)
    .slice(0, COMPARED_MAX);
  return others
    .map((finding) => ({ finding, ...likenessOf(subject, finding) }))
    .filter(({ likeness }) => likeness >= LIKENESS_MIN)
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, ALIKE_MAX);
}

function likenessOf(a: ServerFinding, b: ServerFinding): Omit<AlikeFinding, 'finding'> {
  return a.watch === 'executions' ? commandLikeness(a, b) : checkLikeness(a, b);
}

function commandLikeness(a: ServerFinding, b: ServerFinding): Omit<AlikeFinding, 'finding'> {
  const likeness = cosine(vectorOf(a), vectorOf(b));
  if (likeness >= NEARLY_SAME) return { likeness, why: 'nearly the same command' };
  const isSame = textOf(a, 'exe') !== '' && textOf(a, 'exe') === textOf(b, 'exe');
  return { likeness, why: isSame ? 'the same program, run alike' : 'a command like it' };
}

function checkLikeness(a: ServerFinding, b: ServerFinding): Omit<AlikeFinding, 'finding'> {
  const isSameCheck = textOf(a, 'check') !== '' && textOf(a, 'check') === textOf(b, 'check');
  const program = programOf(a);
  const isSameProgram = program !== '' && program === programOf(b);
  if (isSameCheck && isSameProgram) return { likeness: 1, why: 'the same check and program' };
  if (isSameCheck) return { likeness: SAME_CHECK, why: 'the same check' };
  return { likeness: isSameProgram ? SAME_PROGRAM : 0, why: 'the same program' };
}

function vectorOf(finding: ServerFinding): Float32Array {
  const known = vectors.get(finding);
  if (known !== undefined) return known;
  const { argv, uid } = finding.facts;
  const exe = textOf(finding, 'exe');
  const vector = featureVector({
    ...{ exe, comm: exe.slice(exe.lastIndexOf('/') + 1), parent: textOf(finding, 'parent') },
    ...{ argv: Array.isArray(argv) ? argv : [], uid: typeof uid === 'number' ? uid : 0 },
  });
  vectors.set(finding, vector);
  return vector;
}

/** Of vectors that are not all zero; rounding is kept out of the answer. */
function cosine(a: Float32Array, b: Float32Array): number {
  let [product, left, right] = [0, 0, 0];
  for (const [at, value] of a.entries()) {
    const other = b[at] ?? 0;
    product += value * other;
    left += value * value;
    right += other * other;
  }
  const norm = Math.sqrt(left * right);
  return norm === 0 ? 0 : Math.min(1, Math.max(0, product / norm));
}

function programOf(finding: ServerFinding): string {
  return textOf(finding, 'exe') || textOf(finding, 'path') || textOf(finding, 'key');
}

function textOf({ facts }: ServerFinding, name: string): string {
  const fact = facts[name];
  return typeof fact === 'string' ? fact : '';
}

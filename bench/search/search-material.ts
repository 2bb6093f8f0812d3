import { join } from 'node:path';

import { z } from 'zod';

import { readLines } from '../../scripts/train-prior/attack-examples.ts';
import { findData, readRecordings } from '../executions/recordings.ts';

const Question = z.object({ id: z.string(), name: z.string(), description: z.string() });
const Attack = z.object({
  set: z.string(),
  id: z.string(),
  exe: z.string(),
  argv: z.array(z.string()),
});

/** A test of adversary behaviour, in two forms of words. */
export type Question = z.infer<typeof Question>;

/** One distinct command line. */
export interface SearchedLine {
  readonly exe: string;
  readonly argv: readonly string[];
  /** How often the recorded workloads executed it; an attack, once. */
  readonly count: number;
  /** Questions that it is an answer to. */
  readonly answers: ReadonlySet<string>;
}

export interface SearchMaterial {
  readonly questions: readonly Question[];
  readonly lines: readonly SearchedLine[];
}

/** Questions, and the lines that answer them among all executions; null without the data. */
export function loadSearchMaterial(): SearchMaterial | null {
  const folder = findData();
  if (folder === null) return null;
  const lines = new Map<string, SearchedLine & { count: number; answers: Set<string> }>();
  const lineOf = ({ exe, argv }: Pick<SearchedLine, 'exe' | 'argv'>) => {
    const key = JSON.stringify(argv);
    const known = lines.get(key) ?? { exe, argv, count: 1, answers: new Set<string>() };
    lines.set(key, known);
    return known;
  };
  for (const { past, test } of readRecordings(folder))
    for (const event of [...past, ...test]) lineOf(event).count += 1;
  for (const row of readLines(join(folder, 'attacks/attacks.jsonl'))) {
    const { set, id, ...line } = Attack.parse(row);
    const known = lineOf(line);
    if (set === 'atomic') known.answers.add(id);
  }
  const questions = readLines(join(folder, 'search/queries.jsonl')).map((row) =>
    Question.parse(row),
  );
  return { questions, lines: [...lines.values()] };
}

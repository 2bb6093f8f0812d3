import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import type { Shape } from '@vedette/executions';
import { commandShape } from './command-shape.ts';

const AttackLine = z.object({
  set: z.string(),
  id: z.string(),
  parent: z.string(),
  comm: z.string(),
  exe: z.string(),
  argv: z.array(z.string()),
});
const QueryLine = z.object({ id: z.string(), technique: z.string() });

/** One adversary command. */
export interface AttackExample extends z.infer<typeof AttackLine> {
  readonly shape: Shape;
  /** One attack: all commands of one id. */
  readonly session: string;
  /** What must not be on both sides of a split: technique, tool, or session. */
  readonly group: string;
}

/** Reads NDJSON, one value a line. */
export function readLines(file: string): unknown[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line): unknown => JSON.parse(line));
}

/** The adversary commands of the data folder. */
export function readAttacks(dataFolder: string): AttackExample[] {
  const queries = readLines(join(dataFolder, 'search/queries.jsonl')).map((line) =>
    QueryLine.parse(line),
  );
  const techniques = new Map(queries.map(({ id, technique }) => [id, technique]));
  return readLines(join(dataFolder, 'attacks/attacks.jsonl')).map((line) => {
    const attack = AttackLine.parse(line);
    const session = `${attack.set} ${attack.id}`;
    return {
      ...attack,
      shape: commandShape([attack.exe, ...attack.argv.slice(1)]),
      session,
      group: groupOf(attack.set, attack.id, techniques.get(attack.id)),
    };
  });
}

/** ATT&CK technique without its sub-technique; GTFOBins' tool; else the session. */
function groupOf(set: string, id: string, technique: string | undefined): string {
  if (technique !== undefined) return `${set} ${technique.split('.')[0] ?? technique}`;
  return `${set} ${set === 'gtfobins' ? (id.split(':')[0] ?? id) : id}`;
}

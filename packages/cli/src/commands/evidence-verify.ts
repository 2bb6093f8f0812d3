import { escapeText, safeJson } from '@vedette/core';
import { plural, type Problem } from '@vedette/sweep';

import { evidenceId } from '../evidence-id.ts';
import { openLog, openStore } from '../open-evidence.ts';
import type { CommonOptions } from '../program/options.ts';
import { EXIT_CODES, type Surroundings } from '../surroundings.ts';

const JSON_INDENT = 2;

/** `vedette evidence verify [ID]`: every byte against digests, signatures and the log. */
export async function verifyEvidence(
  here: Surroundings,
  id: string | undefined,
  { json }: CommonOptions,
): Promise<number> {
  const store = openStore(here);
  const ids = id === undefined ? (await store.list()).map((bundle) => bundle.id) : [evidenceId(id)];
  const problems: Problem[] = [];
  for (const each of ids) problems.push(...(await store.verify(each)));
  problems.push(...(await openLog(here).verify()));
  if (json === true) {
    const result = { ok: problems.length === 0, bundles: ids, problems };
    here.stdout.write(`${safeJson(result, JSON_INDENT)}\n`);
  } else printProblems(here, ids, problems);
  return problems.length === 0 ? EXIT_CODES.ok : EXIT_CODES.altered;
}

function printProblems(
  { stdout }: Surroundings,
  ids: readonly string[],
  problems: readonly Problem[],
): void {
  if (problems.length === 0) {
    stdout.write(`✓ ${plural(ids.length, 'bundle')} and the log are as they were written\n`);
    return;
  }
  for (const { where, problem } of problems) {
    stdout.write(`✗ ${escapeText(where)}: ${escapeText(problem)}\n`);
  }
  stdout.write('evidence-altered: keep the folder as it is and find out who changed it\n');
}

import { escapeText, safeJson } from '@vedette/core';
import {
  bytesText,
  type EvidenceLine,
  evidenceLines,
  foldActions,
  padText,
  plural,
} from '@vedette/sweep';

import { openLog, openStore } from '../open-evidence.ts';
import type { CommonOptions } from '../program/options.ts';
import type { Surroundings } from '../surroundings.ts';

const JSON_INDENT = 2;
const HOST_COLUMNS = 18;
const STATE_COLUMNS = 12;
const SIZE_COLUMNS = 30;
const SUMMARY_CHARS_MAX = 120;

/** The options of `vedette evidence list`. */
export interface EvidenceListOptions extends CommonOptions {
  readonly host?: readonly string[];
}

/** `vedette evidence list`: every containment, with its evidence. */
export async function listEvidence(
  here: Surroundings,
  { json, host: hosts }: EvidenceListOptions,
): Promise<void> {
  const actions = foldActions(await openLog(here).entries());
  const lines = evidenceLines(actions, await openStore(here).list()).filter(
    ({ host }) => hosts === undefined || hosts.includes(host),
  );
  if (json === true) here.stdout.write(`${safeJson(lines, JSON_INDENT)}\n`);
  else if (lines.length === 0) here.stdout.write('nothing was contained\n');
  else for (const line of lines) here.stdout.write(`${lineText(line)}\n`);
}

function lineText({ id, at, host, what, state, items, bytes, evidence }: EvidenceLine): string {
  const size =
    evidence === 'none'
      ? 'no evidence'
      : `${evidence}: ${plural(items, 'item')} ${bytesText(bytes)}`;
  return [
    `${id}  ${at}  `,
    padText(escapeText(host), HOST_COLUMNS),
    padText(state, STATE_COLUMNS),
    padText(size, SIZE_COLUMNS),
    escapeText(what, SUMMARY_CHARS_MAX),
  ].join('');
}

import { escapeText, safeJson } from '@vedette/core';
import { ALL_CHECKS, EVIDENCE, explainText, findCheck, padText } from '@vedette/sweep';

import { layoutFor } from '../layout.ts';
import type { CommonOptions } from '../program/options.ts';
import type { Surroundings } from '../surroundings.ts';

const JSON_INDENT = 2;
const GAP_COLUMNS = 2;

/** `vedette checks`: one line for each thing that a sweep looks for. */
export function listChecks(here: Surroundings, { json, color }: CommonOptions): void {
  if (json === true) {
    here.stdout.write(`${safeJson(ALL_CHECKS, JSON_INDENT)}\n`);
    return;
  }
  const { paint } = layoutFor(here, { color });
  const columns = Math.max(...ALL_CHECKS.map(({ id }) => id.length)) + GAP_COLUMNS;
  for (const { id, title, attack } of ALL_CHECKS) {
    const techniques = paint('quiet', attack.join(' '));
    here.stdout.write(`${padText(id, columns)}${escapeText(title)}  ${techniques}\n`);
  }
}

/** `vedette checks explain ID`: what, why, how it is told apart, and its rules in words. */
export function explainCheck(here: Surroundings, id: string, { json, color }: CommonOptions): void {
  const check = findCheck(ALL_CHECKS, id);
  here.stdout.write(
    json === true
      ? `${safeJson(check, JSON_INDENT)}\n`
      : `${explainText(check, EVIDENCE, layoutFor(here, { color }))}\n`,
  );
}

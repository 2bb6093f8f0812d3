import { escapeText, safeJson } from '@vedette/core';
import { type Action, type BundleSummary, foldActions, padText, plural } from '@vedette/sweep';

import { bytesText } from '../bytes-text.ts';
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

/** One containment, and what is kept of it. */
interface EvidenceLine {
  readonly id: string;
  readonly at: string;
  readonly host: string;
  readonly what: string;
  readonly state: string;
  readonly items: number;
  readonly bytes: number;
  readonly evidence: BundleSummary['state'] | 'none';
}

/** `vedette evidence list`: every containment, with its evidence. */
export async function listEvidence(
  here: Surroundings,
  { json, host: hosts }: EvidenceListOptions,
): Promise<void> {
  const actions = foldActions(await openLog(here).entries());
  const bundles = new Map((await openStore(here).list()).map((bundle) => [bundle.id, bundle]));
  const logged = new Set(actions.map(({ id }) => id));
  const lines = [
    ...actions.map((action) => lineOf(action, bundles.get(action.id))),
    ...[...bundles.values()].filter(({ id }) => !logged.has(id)).map(unloggedLine),
  ].filter(({ host }) => hosts === undefined || hosts.includes(host));
  if (json === true) here.stdout.write(`${safeJson(lines, JSON_INDENT)}\n`);
  else if (lines.length === 0) here.stdout.write('nothing was contained\n');
  else for (const line of lines) here.stdout.write(`${lineText(line)}\n`);
}

function lineOf(action: Action, bundle: BundleSummary | undefined): EvidenceLine {
  const { id, at, host, state, target, finding } = action;
  return {
    ...{ id, at, host, state },
    what: finding?.summary ?? `process ${target.pid}, by hand`,
    items: bundle?.items.length ?? 0,
    bytes: bundle?.bytes ?? 0,
    evidence: bundle?.state ?? 'none',
  };
}

/** Nothing is saved before it is logged, so somebody took the log away. */
function unloggedLine({ id, state, manifest, items, bytes }: BundleSummary): EvidenceLine {
  return {
    ...{ id, bytes, items: items.length, evidence: state, state: 'not logged' },
    at: manifest?.sealedAt ?? '',
    host: manifest?.host ?? '',
    what: manifest?.finding?.summary ?? '',
  };
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

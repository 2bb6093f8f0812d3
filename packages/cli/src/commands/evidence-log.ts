import { escapeText, safeJson } from '@vedette/core';
import { eventText, type LogEntry, padText } from '@vedette/sweep';

import { openLog } from '../open-evidence.ts';
import type { CommonOptions } from '../program/options.ts';
import type { Surroundings } from '../surroundings.ts';

const JSON_INDENT = 2;
const HOST_COLUMNS = 18;
const WHO_COLUMNS = 10;

/** `vedette evidence log`: every entry, oldest first. */
export async function printLog(here: Surroundings, { json }: CommonOptions): Promise<void> {
  const entries = await openLog(here).entries();
  if (json === true) here.stdout.write(`${safeJson(entries, JSON_INDENT)}\n`);
  else if (entries.length === 0) here.stdout.write('nothing was ever contained\n');
  else for (const entry of entries) here.stdout.write(`${entryText(entry)}\n`);
}

function entryText({ at, action, host, who, event }: LogEntry): string {
  const where = padText(escapeText(host), HOST_COLUMNS);
  return `${at}  ${action}  ${where}${padText(escapeText(who), WHO_COLUMNS)}${eventText(event)}`;
}

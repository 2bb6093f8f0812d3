import { escapeText, safeJson } from '@vedette/core';
import { SearchPage } from '@vedette/server';

import type { CommonOptions } from '../program/options.ts';
import { timeText } from '../server-finding-text.ts';
import { askedServer, type ServerOptions } from '../server-client.ts';
import { shellWord } from '../shell-word.ts';
import { EXIT_CODES, type Surroundings } from '../surroundings.ts';

/** The options of `vedette search`. */
export interface SearchOptions extends CommonOptions, ServerOptions {
  readonly limit: number;
}

type Result = SearchPage['results'][number];

const ARGV_SHOWN_CHARS = 500;

/** `vedette search`: executions that behave like what is asked for in plain words. */
export async function search(
  here: Surroundings,
  words: readonly string[],
  options: SearchOptions,
): Promise<number> {
  const server = await askedServer(here, options);
  const body = { query: words.join(' '), limit: options.limit };
  const { query, modelNotes, results } = await server.post('/v1/search', {
    body,
    schema: SearchPage,
  });
  for (const note of query.notes)
    here.stderr.write(`vedette: searched as text: ${escapeText(note)}\n`);
  for (const note of modelNotes) here.stderr.write(`vedette: ${escapeText(note)}\n`);
  if (options.json === true) {
    const shown = results.map(({ score, why, event }) => ({ score, why, event }));
    here.stdout.write(`${safeJson(shown)}\n`);
  } else {
    for (const result of results) here.stdout.write(resultText(result));
    if (results.length === 0) here.stderr.write(`vedette: nothing found; ${HELP}\n`);
  }
  return EXIT_CODES.ok;
}

const HELP = 'filters are workload: host: exe: parent: kind: uid: score:>0.8 last:24h';

function resultText({ event, novelty, why, finding }: Result): string {
  const what = event.argv.map(shellWord).join(' ');
  const head = [
    timeText(event.t),
    novelty === null ? '  –  ' : novelty.toFixed(3),
    escapeText(event.workload),
    escapeText(event.host),
    escapeText(what, ARGV_SHOWN_CHARS),
  ];
  const because = why.map((text) => escapeText(text)).join('; ');
  const belongs = finding === null ? '' : `  (finding ${escapeText(finding)})`;
  return `${head.join('  ')}\n      ${because}${belongs}\n`;
}

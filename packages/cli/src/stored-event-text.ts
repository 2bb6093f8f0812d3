import { escapeText } from '@vedette/core';
import type { StoredEvent } from '@vedette/server';

import { timeText } from './server-finding-text.ts';
import { shellWord } from './shell-word.ts';

const ARGV_SHOWN_CHARS = 500;
const REASONS_SHOWN = 3;

/** One event of a list, and below it why it is strange; what a host said is escaped. */
export function storedEventText({ event, score, state, reasons }: StoredEvent): string {
  const what =
    event.kind === 'exec' || event.kind === 'running'
      ? event.argv.map(shellWord).join(' ')
      : `${event.kind} ${event.exe}${endpointText(event)}`;
  const head = [
    timeText(event.t),
    score === null ? '  –  ' : score.toFixed(3),
    state === 'learning' ? 'learning' : '',
    escapeText(event.workload),
    escapeText(event.host),
    escapeText(what, ARGV_SHOWN_CHARS),
  ].filter((part) => part !== '');
  const why = reasons
    .filter(({ contribution }) => contribution > 0)
    .slice(0, REASONS_SHOWN)
    .map(({ contribution, text }) => `      +${contribution.toFixed(2)} ${escapeText(text)}\n`);
  return `${head.join('  ')}\n${why.join('')}`;
}

function endpointText({ endpoint }: StoredEvent['event']): string {
  return endpoint === undefined ? '' : ` ${endpoint.address}:${endpoint.port}`;
}

import { escapeText, type ExecutionEvent, type Reason } from '@vedette/core';

const NAME_MAX = 64;
const REASONS_MAX = 3;
/** A summary is one line of a list. */
const SUMMARY_MAX = 400;

/** One sentence about an execution from its strongest reasons, inert whatever a host sent. */
export function executionSummary(event: ExecutionEvent, reasons: readonly Reason[]): string {
  const name = shown(event.comm === '' ? nameOf(event.exe) : event.comm);
  const parent = event.parent === '' ? '' : ` by ${shown(event.parent)}`;
  const started = `${name}, started${parent} on ${shown(event.host)}`;
  const why = reasons
    .filter(({ contribution }) => contribution > 0)
    .slice(0, REASONS_MAX)
    .map(({ text }) => text);
  return escapeText(why.length === 0 ? started : `${started}: ${why.join('; ')}`, SUMMARY_MAX);
}

/** The last part of a path. */
function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function shown(text: string): string {
  return escapeText(text, NAME_MAX);
}

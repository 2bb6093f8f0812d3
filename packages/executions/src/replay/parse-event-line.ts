import { ExecutionEvent } from '@vedette/core';

/** Longest line that is read: an event of 10 MB arguments is not one that a sensor writes. */
export const LINE_BYTES_MAX = 16 * 1024 * 1024;
const PROBLEM_CHARS_MAX = 160;

/** An event, or why the line is none. */
export type ParsedLine =
  | { readonly kind: 'event'; readonly event: ExecutionEvent }
  | { readonly kind: 'other'; readonly what: string }
  | { readonly kind: 'bad'; readonly problem: string };

/** Reads one line of recorded executions; only programs that were started are scored. */
export function parseEventLine(line: string): ParsedLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return bad(error instanceof Error ? error.message : String(error));
  }
  const parsed = ExecutionEvent.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return bad(`${issue?.path.join('.') || 'event'}: ${issue?.message ?? 'not an event'}`);
  }
  const { kind } = parsed.data;
  const scored = kind === 'exec' || kind === 'running';
  return scored ? { kind: 'event', event: parsed.data } : { kind: 'other', what: kind };
}

function bad(problem: string): ParsedLine {
  return { kind: 'bad', problem: problem.slice(0, PROBLEM_CHARS_MAX) };
}

import { type Decoded, type ExecutionEvent, redactCommand } from '@vedette/core';

import { EVENT_BOUNDS, TEXT_CHARS_MAX, TEXT_FIELDS } from './event-bounds.ts';
import { cutEvent } from './cut-event.ts';

/** What was changed about the events of a batch. */
export interface BoundTally {
  cut: number;
  clockOff: number;
  /** Of command lines in which secrets had to be looked for. */
  foreignChars: number;
}

/**
 * The event as it is kept, or why it is not. What is too long is cut, and says so, rather than
 * refused: nobody shall hide a command by making it longer. For the same reason an event whose
 * clock is far off stays, at the time when it was received: a wrong clock hides nothing, and no
 * absurd time reaches the stores.
 */
export function boundEvent(
  event: ExecutionEvent,
  receivedMs: number,
  tally: BoundTally,
): Decoded<ExecutionEvent> {
  const problem = nameProblem('host', event.host) ?? nameProblem('workload', event.workload);
  if (problem !== undefined) return { ok: false, problem };
  const isForeign = event.source === undefined;
  if (isForeign) tally.foreignChars += charsOf(event.argv);
  if (isForeign && tally.foreignChars > EVENT_BOUNDS.foreignCharsMax) {
    return { ok: false, problem: 'too much text in one request: send smaller batches' };
  }
  const fits = fitsBounds(event);
  if (!fits) tally.cut += 1;
  const bounded = fits && isWellFormed(event) ? event : cutEvent(event);
  const kept = isForeign ? withoutSecrets(bounded) : bounded;
  const ahead = event.t - receivedMs;
  if (ahead <= EVENT_BOUNDS.aheadMaxMs && ahead >= -EVENT_BOUNDS.behindMaxMs) {
    return { ok: true, value: kept };
  }
  tally.clockOff += 1;
  return { ok: true, value: { ...kept, t: receivedMs } };
}

/** Our sensor, which says what it saw by, has hidden them on the host; others send what they have. */
function withoutSecrets(event: ExecutionEvent): ExecutionEvent {
  const argv = redactCommand(event.argv);
  const hidden = argv.filter((argument, at) => argument !== event.argv[at]).length;
  if (hidden === 0) return event;
  const { argvRaw: _, ...rest } = event;
  return { ...rest, argv, redacted: (event.redacted ?? 0) + hidden };
}

function charsOf(argv: readonly string[]): number {
  return argv.reduce((sum, { length }) => sum + length, 0);
}

function nameProblem(field: string, name: string): string | undefined {
  if (name.length === 0) return `${field}: is empty`;
  if (name.length <= EVENT_BOUNDS.nameCharsMax) return undefined;
  return `${field}: is longer than ${EVENT_BOUNDS.nameCharsMax} characters`;
}

function fitsBounds(event: ExecutionEvent): boolean {
  const { argv, argvRaw, secrets = [], endpoint } = event;
  if (argv.length > EVENT_BOUNDS.argvMax || secrets.length > EVENT_BOUNDS.secretsMax) return false;
  if (lengthOf(argv) > EVENT_BOUNDS.argvCharsMax) return false;
  if (secrets.some(({ length }) => length > EVENT_BOUNDS.textCharsMax)) return false;
  if (argvRaw !== undefined && !rawFits(argvRaw)) return false;
  if (endpoint !== undefined && endpoint.address.length > EVENT_BOUNDS.textCharsMax) return false;
  return TEXT_FIELDS.every((field) => (event[field]?.length ?? 0) <= TEXT_CHARS_MAX[field]);
}

function rawFits(argvRaw: Readonly<Record<string, string>>): boolean {
  const indexes = Object.keys(argvRaw);
  if (indexes.length > EVENT_BOUNDS.argvMax) return false;
  return lengthOf(indexes) + lengthOf(Object.values(argvRaw)) <= EVENT_BOUNDS.rawCharsMax;
}

/** The stores hold UTF-8, which has no half of a character. */
function isWellFormed(event: ExecutionEvent): boolean {
  const { host, workload, argv, argvRaw = {}, secrets = [], endpoint } = event;
  const isWhole = (text: string | undefined): boolean => text?.isWellFormed() !== false;
  return (
    isWhole(host) &&
    isWhole(workload) &&
    isWhole(endpoint?.address) &&
    TEXT_FIELDS.every((field) => isWhole(event[field])) &&
    argv.every(isWhole) &&
    secrets.every(isWhole) &&
    Object.values(argvRaw).every(isWhole)
  );
}

function lengthOf(texts: readonly string[]): number {
  return texts.reduce((sum, { length }) => sum + length, 0);
}

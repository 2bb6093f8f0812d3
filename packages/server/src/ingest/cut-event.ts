import type { ExecutionEvent } from '@vedette/core';

import { EVENT_BOUNDS, TEXT_CHARS_MAX, TEXT_FIELDS } from './event-bounds.ts';

/**
 * The event with every text and list within `EVENT_BOUNDS`, and with whole characters only. A
 * command line that is cut says so, and how long it was.
 */
export function cutEvent(event: ExecutionEvent): ExecutionEvent {
  const { argvRaw, secrets, endpoint } = event;
  const argv = cutArguments(event.argv);
  const cut: ExecutionEvent = {
    ...event,
    host: event.host.toWellFormed(),
    workload: event.workload.toWellFormed(),
    argv,
  };
  if (isShorter(argv, event.argv)) {
    cut.argvTruncated = true;
    cut.argc = Math.max(event.argc ?? 0, event.argv.length);
    cut.argvBytes = Math.max(event.argvBytes ?? 0, bytesOf(event.argv));
  }
  for (const field of TEXT_FIELDS) {
    const text = event[field];
    if (text !== undefined) cut[field] = cutText(text, TEXT_CHARS_MAX[field]);
  }
  if (argvRaw !== undefined) cut.argvRaw = cutRaw(argvRaw, argv.length);
  if (secrets !== undefined) {
    cut.secrets = secrets
      .slice(0, EVENT_BOUNDS.secretsMax)
      .map((digest) => cutText(digest, EVENT_BOUNDS.textCharsMax));
  }
  if (endpoint !== undefined) {
    const address = cutText(endpoint.address, EVENT_BOUNDS.textCharsMax);
    cut.endpoint = { ...endpoint, address };
  }
  return cut;
}

function cutText(text: string, charsMax: number): string {
  return text.slice(0, charsMax).toWellFormed();
}

/** The first arguments that there is room for; the last of them as far as it goes. */
function cutArguments(argv: readonly string[]): string[] {
  const kept: string[] = [];
  let room: number = EVENT_BOUNDS.argvCharsMax;
  for (const argument of argv.slice(0, EVENT_BOUNDS.argvMax)) {
    if (room === 0 && argument !== '') break;
    kept.push(cutText(argument, room));
    room -= Math.min(room, argument.length);
  }
  return kept;
}

function isShorter(kept: readonly string[], argv: readonly string[]): boolean {
  return kept.length < argv.length || kept.at(-1)?.length !== argv.at(-1)?.length;
}

/** Exact bytes of arguments that are still there. */
function cutRaw(argvRaw: Readonly<Record<string, string>>, argc: number): Record<string, string> {
  let room: number = EVENT_BOUNDS.rawCharsMax;
  const kept: [string, string][] = [];
  for (const [index, raw] of Object.entries(argvRaw)) {
    room -= index.length + raw.length;
    if (Number(index) >= argc || room < 0) continue;
    kept.push([index, raw.toWellFormed()]);
  }
  return Object.fromEntries(kept.slice(0, EVENT_BOUNDS.argvMax));
}

function bytesOf(argv: readonly string[]): number {
  return argv.reduce((sum, argument) => sum + Buffer.byteLength(argument) + 1, 0);
}

import { createHmac } from 'node:crypto';

import { type ExecutionEvent, type Hide, redactCommand, redactText } from '@vedette/core';

import { createHarmlessPaths, createHarmlessWords } from './harmless-text.ts';

const MARKER = /^\[redacted(?: [0-9]{1,12} chars|:[0-9a-f]{8})\]$/;
/** In the text: enough to tell some ten thousand secrets of a host apart, and short to read. */
const SHOWN_DIGITS = 8;
/** On the event. */
const DIGEST_DIGITS = 16;
/** A secret that is cut off at the end of what was captured does not look like one any more. */
const CUT_SECRET =
  /(?<=:\/\/[^\s/:@"'`]{0,256}:)[^\s/"'`]{1,4096}$|(?<![\w-])(?:AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|xox[abceoprs]-|sk[-_]|npm_|hf_|eyJ|AIza)[\w.-]{0,4096}$/;
const PATHS = ['exe', 'file', 'interpreter', 'cwd', 'parentExe'] as const;
/** A path without any of these holds nothing that is told by its name or its looks. */
const SUSPECT_PATH = /[=:@\s]|[\w-]{16}/;

/** Whole commands that had nothing to hide, and how long one may be to be remembered. */
const COMMANDS_MAX = 4_096;
const COMMAND_CHARS_MAX = 512;

/**
 * `redactEvent` with a memory of words and paths that hold no secret, which is nearly every one,
 * and of commands that hold none although a word in them might (`curl -f http://localhost/`): to
 * look is the dearest part of an event.
 */
export function createRedactor(key: Uint8Array): (event: ExecutionEvent) => ExecutionEvent {
  const isHarmlessWord = createHarmlessWords();
  const isHarmlessPath = createHarmlessPaths();
  const commands = new Set<string>();
  const isHarmless = (event: ExecutionEvent): boolean => {
    for (const word of event.argv) if (!isHarmlessWord(word)) return false;
    for (const field of PATHS) {
      const path = event[field];
      if (path !== undefined && !isHarmlessPath(path)) return false;
    }
    return true;
  };
  return (event) => {
    // What was cut off may have been the part by which a secret is known.
    if (event.argvTruncated === true) return redactEvent(event, key);
    if (isHarmless(event)) return event;
    // No argument or path can have a NUL in it, so different commands are different texts.
    const command = [...PATHS.map((field) => event[field] ?? ''), ...event.argv].join('\0');
    if (commands.has(command)) return event;
    const redacted = redactEvent(event, key);
    if (redacted !== event || command.length > COMMAND_CHARS_MAX) return redacted;
    if (commands.size >= COMMANDS_MAX) commands.clear();
    commands.add(command);
    return event;
  };
}

/**
 * Hides the secrets of an event, on the host, before anything leaves it. Equal secrets have equal
 * digests, which nobody can compute without the key, so that a short password cannot be guessed
 * from one.
 */
export function redactEvent(event: ExecutionEvent, key: Uint8Array): ExecutionEvent {
  const digests: string[] = [];
  const hide: Hide = (secret) => {
    if (MARKER.test(secret)) return secret;
    const digest = createHmac('sha256', key).update(secret).digest('hex').slice(0, DIGEST_DIGITS);
    digests.push(digest);
    return `[redacted:${digest.slice(0, SHOWN_DIGITS)}]`;
  };
  const argv = redactCommand(event.argv, hide);
  if (event.argvTruncated === true) {
    const last = argv.length - 1;
    argv[last] = (argv[last] ?? '').replace(CUT_SECRET, hide);
    if (last < 0) argv.length = 0;
  }
  const paths = redactPaths(event, hide);
  if (digests.length === 0) return event;
  const { argvRaw, ...rest } = event;
  const raw = Object.entries(argvRaw ?? {}).filter(
    ([index]) => argv[Number(index)] === event.argv[Number(index)],
  );
  return {
    ...rest,
    ...paths,
    argv,
    ...(raw.length === 0 ? {} : { argvRaw: Object.fromEntries(raw) }),
    redacted: (event.redacted ?? 0) + digests.length,
    secrets: [...new Set([...(event.secrets ?? []), ...digests])],
  };
}

function redactPaths(event: ExecutionEvent, hide: Hide): Partial<ExecutionEvent> {
  const hidden: Partial<ExecutionEvent> = {};
  for (const field of PATHS) {
    const path = event[field];
    if (path === undefined || !SUSPECT_PATH.test(path)) continue;
    const redacted = redactText(path, hide);
    if (redacted !== path) hidden[field] = redacted;
  }
  return hidden;
}

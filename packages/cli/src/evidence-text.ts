import { escapeText, redactCommand, redactEnvironment, redactText } from '@vedette/core';

/** A longer line is cut on the screen; `--raw` has it whole. */
const LINE_CHARS_MAX = 2_000;
const NUL = '\0';
/** The last part of an item's name: of the target, or of a process that was frozen along. */
const ENVIRONMENT = /(?:^|-)environ$/;
const COMMAND_LINE = /(?:^|-)cmdline$/;

/**
 * An item as lines that may be shown: secrets hidden, and nothing left in them that a terminal
 * obeys. Null for an item that is no text.
 */
export function evidenceText(name: string, bytes: Uint8Array): string[] | null {
  const text = Buffer.from(bytes).toString('utf8');
  if (ENVIRONMENT.test(name)) return partsOf(redactEnvironment(text)).map(shown);
  if (COMMAND_LINE.test(name)) return [shown(redactCommand(partsOf(text)).join(' '))];
  if (text.includes(NUL)) return null;
  // Redacted as a whole first: a private key has many lines.
  return redactText(text.replace(/\n$/, '')).split('\n').map(shown);
}

/** The strings that the kernel ends with a NUL each. */
function partsOf(text: string): string[] {
  return text.split(NUL).filter((part) => part !== '');
}

function shown(line: string): string {
  return escapeText(line, LINE_CHARS_MAX);
}

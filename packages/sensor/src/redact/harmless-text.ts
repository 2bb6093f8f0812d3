import { namesProgram, redactArguments, redactText, SECRETS_OF } from '@vedette/core';

/** How many texts are remembered, and how long one may be: some megabytes at the most. */
const TEXTS_MAX = 8192;
const CHARS_MAX = 256;
/** A number, a version or an address: the part of a command line that is new each time. */
const NUMBER = /^[0-9][0-9.]{0,12}$/;
/** Stands for any value: a name that tells of a secret has it hidden. */
const VALUE = 'x';
const hide = (): string => '[redacted:00000000]';

/** Whether a text holds no secret and makes none of what stands beside it. */
export type IsHarmless = (text: string) => boolean;

/**
 * What programs are told is mostly the same words, in ever new lines: each word is looked at once.
 *
 * A command line of which every word is harmless has nothing to hide, because what is hidden in one
 * is hidden by a word itself, by the option before it, or by a program that is named by a word.
 */
export function createHarmlessWords(): IsHarmless {
  return remembering((word) => {
    if (SECRETS_OF.has(word.slice(word.lastIndexOf('/') + 1)) || namesProgram(word)) return false;
    // `A=b c` is one value to most programs, and two words where it is the script of `sh -c`.
    const [alone, value] = redactArguments([word, VALUE], hide);
    if (alone !== word || value !== VALUE) return false;
    return !word.includes('=') || redactText(word, hide) === word;
  });
}

/** The same for texts that stand alone, such as paths. */
export function createHarmlessPaths(): IsHarmless {
  return remembering((path) => redactText(path, hide) === path);
}

function remembering(look: (text: string) => boolean): IsHarmless {
  const known = new Map<string, boolean>();
  return (text) => {
    const told = known.get(text);
    if (told !== undefined) return told;
    if (NUMBER.test(text)) return true;
    const harmless = look(text);
    if (text.length > CHARS_MAX) return harmless;
    if (known.size >= TEXTS_MAX) known.clear();
    known.set(text, harmless);
    return harmless;
  };
}

const INTERPRETER = /^(?:(?:ba|da|z|k|a|mk)?sh|python[#.]*|perl|ruby|node|php|lua)$/;
/** Stands for a program text. */
export const CODE = '<code>';
/** After these the next argument is a program text, a module or a request, not a file. */
const TAKES_NO_FILE = /^-\w*[cempr]$/;

/** What a program is asked to do: its first argument that is no option. */
export interface Verb {
  /** Masked; empty where there is none, `<code>` for a program text. */
  readonly verb: string;
  /** An interpreter was given a file or a text: it is that what runs. */
  readonly script: boolean;
}

/**
 * The verb of a command line, given the masked words of each of its arguments; a path is one by its
 * folders and name.
 */
export function verbOf(
  name: string,
  argv: readonly string[],
  byArgument: readonly (readonly string[])[],
): Verb {
  const at = argv.findIndex((word, index) => index > 0 && word !== '' && !word.startsWith('-'));
  const first = argv[at];
  if (first === undefined) return { verb: '', script: false };
  if (/\s/.test(first)) return { verb: CODE, script: INTERPRETER.test(name) };
  const script = INTERPRETER.test(name) && !TAKES_NO_FILE.test(argv[at - 1] ?? '');
  const verb = byArgument[at]?.findLast((word) => !word.startsWith('*')) ?? '';
  return { verb: verb.toWellFormed(), script };
}

import { PROGRAM_SECRETS } from './program-secrets.ts';
import { redactProgramOptions } from './redact-program-options.ts';
import { byLength, type Hide, marker, redactArguments, redactText } from './redact-secrets.ts';

/** An argument that is itself a command line (`sh -c "mysql -pSECRET"`) names such a program. */
const NAMES_PROGRAM = new RegExp(
  `(?<![\\w.-])(?:${PROGRAM_SECRETS.flatMap(({ programs }) => programs).join('|')})(?![\\w.-])`,
);
/**
 * Words of a shell, quotes as parts of them, and what stands where a secret was, which has spaces in
 * it; a stray quote is a word of its own.
 */
const SHELL_WORDS =
  /\s+|[;&|()]|(?:\[redacted [0-9]{1,12} chars\]|[^\s"';&|()]|"[^"]*"|'[^']*')+|["']/g;
const SHELL = /(?:^|[/-])(?:ba|da|z|k|a|mk|fi)?sh$/;
const SCRIPT_OPTION = /^-[a-z]*c$/;
const BLANK = /^(?:\s+|[;&|()])$/;
const QUOTED = /^(["'])(.*)\1$/s;

/**
 * Hides the secrets of a command line: by what the program at hand calls a secret, and then by
 * what any program, URL, header or token looks like. Linear in the length; never throws.
 */
export function redactCommand(argv: readonly string[], hide: Hide = byLength): string[] {
  const hideOnce: Hide = (secret) => marker(secret, hide);
  let shown = [...argv];
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const next = redactOnce(shown, hideOnce);
    if (next.every((argument, index) => argument === shown[index])) break;
    shown = next;
  }
  return shown;
}

/** What is hidden may uncover what stands after it; more than twice is contrived. */
const ROUNDS_MAX = 8;

function redactOnce(argv: readonly string[], hide: Hide): string[] {
  const options = redactProgramOptions(argv, hide).map((argument) =>
    namesProgram(argument) ? redactLine(argument, hide) : argument,
  );
  const script = scriptIndex(argv);
  const redacted = redactArguments(
    options.map((argument, index) => (index === script ? '' : argument)),
    hide,
  );
  // To a shell, `A=b c` is an assignment and a command; to any other program, one value.
  if (script >= 0) redacted[script] = redactText(options[script] ?? '', hide);
  return redacted;
}

/** Whether an argument is itself a command line with a program that takes secrets in it. */
export function namesProgram(argument: string): boolean {
  return /\s/.test(argument) && NAMES_PROGRAM.test(argument);
}

/** Where the script of `sh -c SCRIPT` is, also behind `sudo`, `env`, …; -1 if there is none. */
function scriptIndex(argv: readonly string[]): number {
  const shell = argv.findIndex((word) => SHELL.test(word));
  if (shell < 0) return -1;
  const option = argv.findIndex((word, index) => index > shell && SCRIPT_OPTION.test(word));
  return option < 0 || option + 1 >= argv.length ? -1 : option + 1;
}

function redactLine(line: string, hide: Hide): string {
  const pieces = line.match(SHELL_WORDS) ?? [];
  const words = pieces.filter((piece) => !BLANK.test(piece));
  const unquoted: Hide = (secret) => {
    const [, quote = '', inner = secret] = QUOTED.exec(secret) ?? [];
    return inner === '' ? secret : quote + hide(inner) + quote;
  };
  const redacted = redactProgramOptions(words, unquoted).values();
  return pieces
    .map((piece) => (BLANK.test(piece) ? piece : (redacted.next().value ?? piece)))
    .join('');
}

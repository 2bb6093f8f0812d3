/** Arguments from the front, then from the end: an attacker cannot hide behind padding alone. */
const FIRST_ARGUMENTS = 160;
const LAST_ARGUMENTS = 32;
/** UTF-16 units from the front and from the end of one argument. */
const HEAD_CHARS = 1_536;
const TAIL_CHARS = 512;
/** UTF-16 units of all arguments together; keeps the cost of one event below 0.1 ms. */
const TOTAL_CHARS = 8_192;

/** The part of a command line that is looked at, and how much was left out. */
export interface BoundedArguments {
  readonly arguments: readonly string[];
  /** Length class (log2) of what was left out; 0 where nothing was. */
  readonly cut: number;
}

/** Takes the front and the end of what is too long; how much was left out is itself a fact. */
export function boundArguments(argv: readonly string[]): BoundedArguments {
  const chosen =
    argv.length <= FIRST_ARGUMENTS + LAST_ARGUMENTS
      ? argv
      : [...argv.slice(0, FIRST_ARGUMENTS), ...argv.slice(-LAST_ARGUMENTS)];
  let left = TOTAL_CHARS;
  let cutChars = argv.length - chosen.length;
  const bounded: string[] = [];
  for (const argument of chosen) {
    const kept = boundText(argument).slice(0, left);
    left -= kept.length;
    cutChars += argument.length - kept.length;
    bounded.push(kept);
  }
  return { arguments: bounded, cut: cutChars <= 0 ? 0 : Math.ceil(Math.log2(cutChars + 1)) };
}

function boundText(text: string): string {
  if (text.length <= HEAD_CHARS + TAIL_CHARS) return text;
  return `${text.slice(0, HEAD_CHARS)} ${text.slice(-TAIL_CHARS)}`;
}

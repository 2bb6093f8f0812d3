/** Programs that only run another. */
const WRAPPER =
  /^(sudo|doas|env|nohup|xargs|timeout|nice|ionice|setsid|watch|exec|command|busybox|strace|ltrace|chroot|nsenter|unshare|flock|time|stdbuf|script|systemd-run)$/;
/** Programs whose arguments hold a line that a shell or an interpreter runs. */
const RUNS_LINES =
  /^((ba|z|k|da|a|fi|c|tc)?sh|sudo|python|perl|ruby|php|node|ssh|su|find|expect|awk|gdb|vim?)/;
const NAMES_A_PROGRAM = new Set(['-exec', '-e', '-c']);
const IN_LINE = /(?:^|[;|&(`]|\bsudo\b|\bthen\b|\bdo\b|\s-exec\b)\s*([A-Za-z0-9_./-]+)/g;
const PROGRAMS_MAX = 6;
const LINE_CHARS_MAX = 4_096;

/**
 * The programs that a command line runs, itself first: behind `sudo` and the like, in what follows
 * `-exec` and `-c`, and in lines for a shell as far as `isProgram` knows them.
 */
export function programsRun(
  argv: readonly string[],
  isProgram: (name: string) => boolean,
): string[] {
  const outer = nameOf(argv[0] ?? '');
  const first = behindWrappers(argv) ?? outer;
  const named = argv.flatMap((argument, at) =>
    NAMES_A_PROGRAM.has(argv[at - 1] ?? '') ? [nameOf(argument)] : [],
  );
  const runsLines = RUNS_LINES.test(first) || RUNS_LINES.test(outer);
  const inLines = runsLines
    ? argv
        .slice(1)
        .filter((text) => /\s/.test(text))
        .flatMap(namesIn)
    : [];
  return [...new Set([first, ...[...named, ...inLines].filter(isProgram)])].slice(0, PROGRAMS_MAX);
}

/** The last part of a path, in lower case. */
export function nameOf(path: string): string {
  return (path.split('/').at(-1) ?? '').toLowerCase();
}

function behindWrappers(argv: readonly string[]): string | undefined {
  let at = 0;
  while (WRAPPER.test(nameOf(argv[at] ?? '')) && at + 1 < argv.length) {
    at += 1;
    while (at < argv.length && /^-|^\w+=|^\d+$/.test(argv[at] ?? '')) at += 1;
  }
  const found = argv[at];
  return found === undefined ? undefined : nameOf(found);
}

function namesIn(line: string): string[] {
  const cut = line.slice(0, LINE_CHARS_MAX);
  return [...cut.matchAll(IN_LINE)].map(([, path = '']) => nameOf(path));
}

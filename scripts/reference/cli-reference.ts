import { createProgram } from 'vedette';

type Command = ReturnType<typeof createProgram>;

const EXIT_CODES = [
  '| code | means |',
  '|---:|---|',
  '| 0 | clean |',
  '| 1 | something alertable was found; wins over 3 |',
  '| 2 | usage or configuration |',
  '| 3 | a host or a check could not be covered |',
  '| 4 | a containment could not be completed; wins over 1 and 3 |',
  '| 70 | internal error |',
  '| 130 | interrupted |',
];

/** `docs/reference/cli.md`: the tree of commands as `--help` prints it. */
export function cliReference(): string {
  return [
    '# Commands',
    '',
    'Data goes to stdout, everything else to stderr.',
    '',
    '## Exit codes',
    '',
    ...EXIT_CODES,
    '',
    ...commandReference(createDocumented(), ''),
  ].join('\n');
}

/** The program with nothing around it: only its help is asked for. */
function createDocumented(): Command {
  const silent = { write: () => undefined, isTerminal: false };
  return createProgram(
    {
      argv: [],
      env: {},
      cwd: '/',
      stdout: silent,
      stderr: silent,
      clock: { epochMs: () => 0, monotonicMs: () => 0 },
      random: () => 0,
      user: '',
      onInterrupt: () => () => undefined,
    },
    () => undefined,
  );
}

function commandReference(command: Command, parents: string): string[] {
  const name = `${parents}${command.name()}`;
  let help = '';
  command.configureOutput({
    ...command.configureOutput(),
    writeOut: (text) => {
      help += text;
    },
  });
  command.outputHelp();
  return [
    `## ${name}`,
    '',
    '```text',
    help.trimEnd(),
    '```',
    '',
    ...command.commands.flatMap((child) => commandReference(child, `${name} `)),
  ];
}

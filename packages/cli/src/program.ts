import { Command, Option } from 'commander';

import { parseEvery, parseExpiry } from './parse-duration.ts';
import type { Surroundings } from './surroundings.ts';
import type { ApproveOptions } from './commands/baseline-approve.ts';
import type { SweepOptions } from './commands/sweep.ts';
import { VERSION } from './version.ts';

/** Options that several commands have. */
export interface CommonOptions {
  readonly inventory?: string;
  readonly json?: boolean;
  /** False for `--no-color`. */
  readonly color: boolean;
}

const SWEEP_EXAMPLES = `
Examples:
  $ vedette sweep                             this host, or the fleet of ./inventory.toml
  $ vedette sweep --host web-1 --verbose      one host, with all that could not be seen
  $ vedette sweep --json | jq '.hosts[].status'
  $ vedette sweep --every 15m --ndjson        go on until Ctrl-C

Exit codes: 0 clean · 1 findings · 2 usage · 3 something could not be seen · 130 interrupted`;

const APPROVE_EXAMPLES = `
Examples:
  $ vedette baseline approve web-1 F-0123456789 --reason 'new deploy key'
  $ vedette baseline approve web-1 --all --expires 7d`;

/** Lists may be written with commas, with spaces, or by repeating the option. */
function collectWords(text: string, before: readonly string[] = []): string[] {
  return [...before, ...text.split(',').filter((word) => word !== '')];
}

/**
 * The tree of commands. Each loads what it needs when it is run, so that `--help` is instant and
 * no command pays for another.
 */
export function createProgram(here: Surroundings, done: (exitCode: number) => void): Command {
  const program = new Command('vedette')
    .description("Security for a small team's servers, that learns what is normal.")
    .version(VERSION, '--version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .option('--no-color', 'no colours (NO_COLOR and TERM=dumb are honoured too)')
    .configureOutput({
      writeOut: (text) => here.stdout.write(text),
      writeErr: (text) => here.stderr.write(text),
      getOutHelpWidth: () => here.stdout.columns ?? HELP_COLUMNS,
      getErrHelpWidth: () => here.stderr.columns ?? HELP_COLUMNS,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .exitOverride()
    .showHelpAfterError('(--help shows what there is)');

  program
    .command('sweep')
    .description('look at every host once and say what is wrong; changes nothing on them')
    .addOption(inventoryOption())
    .option('--host <name...>', 'only these hosts of the inventory')
    .addOption(wordsOption('--only <check...>', 'only these checks'))
    .addOption(wordsOption('--skip <check...>', 'all checks but these'))
    .addOption(jsonOption('one JSON document on stdout').conflicts('ndjson'))
    .option('--ndjson', 'one line of JSON for each host, as it ends')
    .option('--every <duration>', 'go on sweeping at this pace, ±10 %, until Ctrl-C', parseEvery)
    .option('--armed', 'contain slam-dunks (not built yet: nothing is contained)')
    .option('--verbose', 'show every fact, reason and gap, and count what was benign')
    .addHelpText('after', SWEEP_EXAMPLES)
    .action(async (_options: unknown, command: Command) => {
      announce(here);
      const { sweep } = await import('./commands/sweep.ts');
      done(await sweep(here, command.optsWithGlobals<SweepOptions>()));
    });

  const checks = program
    .command('checks')
    .description('list what a sweep looks for')
    .addOption(jsonOption())
    .action(async (_options: unknown, command: Command) => {
      const { listChecks } = await import('./commands/checks.ts');
      listChecks(here, command.optsWithGlobals<CommonOptions>());
    });
  checks
    .command('explain')
    .argument('<id>', 'a check, as vedette checks lists them')
    .description('what a check looks for, why, and what it is told apart from')
    .addOption(jsonOption())
    .action(async (id: string, _options: unknown, command: Command) => {
      const { explainCheck } = await import('./commands/checks.ts');
      explainCheck(here, id, command.optsWithGlobals<CommonOptions>());
    });

  program
    .command('hosts')
    .description('list the hosts, when each was swept last, and what was found')
    .addOption(inventoryOption())
    .addOption(jsonOption())
    .action(async (_options: unknown, command: Command) => {
      const { listHosts } = await import('./commands/hosts.ts');
      done(await listHosts(here, command.optsWithGlobals<CommonOptions>()));
    });

  program
    .command('findings')
    .description('list the findings of the last sweeps that are still open')
    .option('--host <name...>', 'only of these hosts')
    .option('--verbose', 'show every fact and reason')
    .addOption(jsonOption())
    .action(async (_options: unknown, command: Command) => {
      const { listFindings } = await import('./commands/findings.ts');
      done(await listFindings(here, command.optsWithGlobals()));
    });

  const baseline = program.command('baseline').description('what is normal on each host');
  baseline
    .command('show')
    .argument('[host]', 'every item of this host; without it, a line for each host')
    .description('show what was learned and approved')
    .addOption(jsonOption())
    .action(async (host: string | undefined, _options: unknown, command: Command) => {
      const { showBaseline } = await import('./commands/baseline.ts');
      done(await showBaseline(here, host, command.optsWithGlobals<CommonOptions>()));
    });
  baseline
    .command('approve')
    .argument('<host>')
    .argument('[finding...]', 'ids of open findings')
    .description('take open findings as they should be')
    .option('--all', 'every open finding of the host')
    .option('--reason <text>', 'why, for whoever reads it later', 'no reason given')
    .option('--expires <duration>', 'alert again after this time, such as 30d', parseExpiry)
    .addOption(jsonOption())
    .addHelpText('after', APPROVE_EXAMPLES)
    .action(async (host: string, ids: string[], _options: unknown, command: Command) => {
      const { approveBaseline } = await import('./commands/baseline-approve.ts');
      const options = command.optsWithGlobals<ApproveOptions>();
      await approveBaseline(here, { host, ids, options });
    });
  baseline
    .command('forget')
    .argument('<host>')
    .argument('[subject]', 'only items of this subject, to be learned again')
    .argument('[key]', 'only this item, which is news when it is seen again')
    .description('forget what was learned')
    .action(async (host: string, subject?: string, key?: string) => {
      const { forgetBaseline } = await import('./commands/baseline.ts');
      await forgetBaseline(here, { host, subject, key });
    });

  const config = program.command('config').description('the inventory');
  for (const [name, description] of [
    ['check', 'say whether the inventory is right'],
    ['show', 'show the inventory with everything that it leaves to defaults'],
  ] as const) {
    config
      .command(name)
      .description(description)
      .addOption(inventoryOption())
      .addOption(jsonOption())
      .action(async (_options: unknown, command: Command) => {
        const commands = await import('./commands/config.ts');
        const run = name === 'check' ? commands.checkConfig : commands.showConfig;
        await run(here, command.optsWithGlobals<CommonOptions>());
      });
  }
  return program;
}

/** A sign of life before the modules are loaded, which takes longer than a person likes. */
function announce({ stderr }: Surroundings): void {
  if (stderr.isTerminal) stderr.write('vedette: starting …');
}

/** Wide enough for the examples, narrow enough for a manual page. */
const HELP_COLUMNS = 100;

function inventoryOption(): Option {
  return new Option(
    '--inventory <file>',
    'the hosts to sweep (default: ./inventory.toml, else this host)',
  );
}

function jsonOption(description = 'JSON on stdout'): Option {
  return new Option('--json', description);
}

function wordsOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser(collectWords);
}

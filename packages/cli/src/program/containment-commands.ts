import { type Command, InvalidArgumentError } from 'commander';

import type { FreezeOptions } from '../commands/freeze.ts';
import type { ThawOptions } from '../commands/thaw.ts';
import { type CommandContext, inventoryOption, jsonOption } from './options.ts';

const FREEZE_EXAMPLES = `
Examples:
  $ vedette freeze --host web-1 --pid 4242                    shows the plan, does nothing
  $ vedette freeze --host web-1 --pid 4242 --confirm=TEXT     TEXT is what the plan says

Exit codes: 0 frozen, or planned · 2 not confirmed · 4 refused, or not completed`;

const THAW_EXAMPLES = `
Examples:
  $ vedette thaw E-20260101-0123abcd      puts back what that containment changed
  $ vedette thaw --all --host web-1

Exit codes: 0 put back · 4 not, or not wholly`;

/** `vedette freeze`, `vedette thaw`: containment by hand. */
export function addContainmentCommands(program: Command, { here, done }: CommandContext): void {
  program
    .command('freeze')
    .description('freeze a process by hand: without --confirm it only shows what would be done')
    .requiredOption('--pid <n>', 'the process, as its host numbers it', parsePid)
    .option('--host <name>', 'its host; may be left out where there is only one')
    .option('--confirm <text>', 'do it; the plan says what to type')
    .addOption(inventoryOption())
    .addOption(jsonOption())
    .addHelpText('after', FREEZE_EXAMPLES)
    .action(async (_options: unknown, command: Command) => {
      const { freeze } = await import('../commands/freeze.ts');
      done(await freeze(here, command.optsWithGlobals<FreezeOptions>()));
    });

  program
    .command('thaw')
    .argument('[id...]', 'containments, as vedette evidence list names them')
    .description('let go what was frozen, and put it back as it was')
    .option('--all', 'everything that is held')
    .option('--host <name...>', 'only on these hosts')
    .addOption(inventoryOption())
    .addOption(jsonOption())
    .addHelpText('after', THAW_EXAMPLES)
    .action(async (ids: string[], _options: unknown, command: Command) => {
      const { thaw } = await import('../commands/thaw.ts');
      done(await thaw(here, ids, command.optsWithGlobals<ThawOptions>()));
    });
}

const PID_MAX = 4_194_304;

function parsePid(text: string): number {
  const pid = /^[1-9][0-9]{0,6}$/.test(text) ? Number(text) : 0;
  if (pid >= 1 && pid <= PID_MAX) return pid;
  throw new InvalidArgumentError(`Write a process number from 1 to ${PID_MAX}.`);
}

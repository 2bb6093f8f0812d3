import type { Command } from 'commander';

import type { DrillOptions } from '../commands/drill.ts';
import { type CommandContext, jsonOption, wordsOption } from './options.ts';
import { serverOption } from './server-option.ts';

const EXAMPLES = `
Examples:
  $ sudo vedette drill               all of it, against the server of vedette up on this machine
  $ vedette drill --list             what would be done, and why it is harmless
  $ sudo vedette drill --only hot --keep    keeps the process, to freeze and thaw it

It changes nothing but folders and processes of its own, which are gone at the end; it connects to
127.0.0.1 only. It needs a running server that watches this host, and root for tool and shell.
Exit codes: 0 all found within a minute each · 1 something was not · 2 the server does not know this
host · 3 there is no server, or a step could not be run here · 130 interrupted`;

/** `vedette drill`. */
export function addDrillCommand(program: Command, { here, done }: CommandContext): void {
  program
    .command('drill')
    .description('attack this host harmlessly, and see whether it is found')
    .option('--list', 'say what the steps are, and do nothing')
    .addOption(wordsOption('--only <step...>', 'only these: hot, tool, shell'))
    .option('--keep', 'keep the hot process until Ctrl-C, at most 10 minutes, for practice')
    .addOption(serverOption())
    .addOption(jsonOption())
    .addHelpText('after', EXAMPLES)
    .action(async (_options: unknown, command: Command) => {
      const { drill } = await import('../commands/drill.ts');
      done(await drill(here, command.optsWithGlobals<DrillOptions>()));
    });
}

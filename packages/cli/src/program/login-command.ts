import { type Command, Option } from 'commander';

import type { LoginOptions } from '../commands/login.ts';
import { type CommandContext, jsonOption } from './options.ts';
import { serverOption } from './server-option.ts';

const EXAMPLES = `
Examples:
  $ vedette login                           a link to the pages of the server of this machine
  $ vedette login --scope view              for somebody who only looks
  $ vedette login --server https://vedette.example.com

The link is good once and for ten minutes. There are no passwords.`;

/** `vedette login`. */
export function addLoginCommand(program: Command, { here }: CommandContext): void {
  program
    .command('login')
    .description('print a link that logs in to the pages of a server, once')
    .addOption(
      new Option('--scope <scope>', 'what whoever opens it may do')
        .choices(['view', 'operate'])
        .default('operate'),
    )
    .addOption(serverOption())
    .addOption(jsonOption())
    .addHelpText('after', EXAMPLES)
    .action(async (_options: unknown, command: Command) => {
      const { login } = await import('../commands/login.ts');
      await login(here, command.optsWithGlobals<LoginOptions>());
    });
}

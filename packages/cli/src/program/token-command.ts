import { type Command, Option } from 'commander';

import type { CreateTokenOptions, TokenOptions } from '../commands/token.ts';
import { parseExpiry } from '../parse-duration.ts';
import { type CommandContext, jsonOption } from './options.ts';

const ORG_DEFAULT = 'default';
const EXAMPLES = `
Examples:
  $ vedette token create --scope ingest --name web-1 > web-1.token
  $ vedette token create --scope view --name grafana --expires 90d
  $ vedette token revoke 0123456789ab

They are kept on this machine, in the server's state folder, as digests.`;

/** `vedette token`. */
export function addTokenCommand(program: Command, { here }: CommandContext): void {
  const token = program
    .command('token')
    .description('who may send to the server of this machine, read from it, and decide')
    .addHelpText('after', EXAMPLES)
    .action(() => token.help({ error: true }));
  withState(token.command('create'))
    .description('make a token; it is shown once, on stdout')
    .requiredOption('--name <name>', 'whose it is, for listings and logs')
    .addOption(
      new Option('--scope <scope>', 'what it may do')
        .choices(['ingest', 'sign-ins', 'view', 'operate'])
        .makeOptionMandatory(),
    )
    .option('--expires <duration>', 'ends after this time, such as 90d', parseExpiry)
    .option('--org <name>', 'of which organisation', ORG_DEFAULT)
    .action(async (_options: unknown, command: Command) => {
      const { createToken } = await import('../commands/token.ts');
      await createToken(here, command.optsWithGlobals<CreateTokenOptions>());
    });
  withState(token.command('list'))
    .description('list tokens, without what they are recognised by')
    .action(async (_options: unknown, command: Command) => {
      const { listTokens } = await import('../commands/token.ts');
      await listTokens(here, command.optsWithGlobals<TokenOptions>());
    });
  withState(token.command('revoke'))
    .argument('<id>', 'as list shows it')
    .description('end a token, at once')
    .action(async (id: string, _options: unknown, command: Command) => {
      const { revokeToken } = await import('../commands/token.ts');
      await revokeToken(here, id, command.optsWithGlobals<TokenOptions>());
    });
}

function withState(command: Command): Command {
  return command
    .option('--state <folder>', "the server's, where it is not the usual one")
    .addOption(jsonOption());
}

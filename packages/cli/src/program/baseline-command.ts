import type { Command } from 'commander';

import type { ApproveOptions } from '../commands/baseline-approve.ts';
import { parseExpiry } from '../parse-duration.ts';
import { type CommandContext, type CommonOptions, jsonOption } from './options.ts';

const APPROVE_EXAMPLES = `
Examples:
  $ vedette baseline approve web-1 F-0123456789 --reason 'new deploy key'
  $ vedette baseline approve web-1 --all --expires 7d`;

/** `vedette baseline`. */
export function addBaselineCommand(program: Command, { here, done }: CommandContext): void {
  const baseline = program.command('baseline').description('what is normal on each host');
  baseline
    .command('show')
    .argument('[host]', 'every item of this host; without it, a line for each host')
    .description('show what was learned and approved')
    .addOption(jsonOption())
    .action(async (host: string | undefined, _options: unknown, command: Command) => {
      const { showBaseline } = await import('../commands/baseline.ts');
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
      const { approveBaseline } = await import('../commands/baseline-approve.ts');
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
      const { forgetBaseline } = await import('../commands/baseline.ts');
      await forgetBaseline(here, { host, subject, key });
    });
}

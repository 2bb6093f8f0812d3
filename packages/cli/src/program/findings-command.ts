import { type Command, InvalidArgumentError, Option } from 'commander';

import type { FindingAction, FindingOptions, ListOptions } from '../commands/server-findings.ts';
import { parseExpiry } from '../parse-duration.ts';
import { type CommandContext, jsonOption } from './options.ts';
import { serverOption } from './server-option.ts';

const LIMIT_MAX = 1_000;
const EXAMPLES = `
Examples:
  $ vedette findings                                     what is open, the most serious first
  $ vedette findings show x-0123456789ab                 why, and the nearest normal thing
  $ vedette findings expect x-0123456789ab --reason 'nightly backup' --for 90d

With a server (vedette up, vedette serve, or --server URL) these are its findings; without one,
list shows those of the last local sweeps, which vedette baseline approve takes as they should be.`;

/** `vedette findings`. */
export function addFindingsCommand(program: Command, context: CommandContext): void {
  const findings = program
    .command('findings')
    .description('what is wrong, and what was decided about it')
    .addHelpText('after', EXAMPLES);
  addList(findings, context);
  addOne(findings, context);
}

function addList(findings: Command, { here, done }: CommandContext): void {
  findings
    .command('list', { isDefault: true })
    .description('list findings; open ones unless told otherwise')
    .option('--host <name...>', 'only of these hosts or workloads')
    .option('--verbose', 'show every fact and reason')
    .option('--local', 'of the last local sweeps, also where there is a server')
    .addOption(
      new Option('--state <state>', 'of a server').choices([
        ...['open', 'acknowledged', 'expected', 'resolved', 'any'],
      ]),
    )
    .option('--limit <n>', 'at most so many', parseLimit)
    .addOption(serverOption())
    .addOption(jsonOption())
    .action(async (_options: unknown, command: Command) => {
      const { listAllFindings } = await import('../commands/server-findings.ts');
      done(await listAllFindings(here, command.optsWithGlobals<ListOptions>()));
    });
}

function addOne(findings: Command, { here }: CommandContext): void {
  const decide =
    (action: FindingAction) =>
    async (id: string, _options: unknown, command: Command): Promise<void> => {
      const { decideFinding } = await import('../commands/server-findings.ts');
      await decideFinding(here, { id, action }, command.optsWithGlobals<FindingOptions>());
    };
  const one = (name: string, description: string): Command =>
    findings
      .command(name)
      .argument('<id>', 'a finding of the server, as list shows it')
      .description(description)
      .addOption(serverOption())
      .addOption(jsonOption());

  one('show', 'everything that is known of a finding').action(
    async (id: string, _options: unknown, command: Command) => {
      const { showFinding } = await import('../commands/server-findings.ts');
      await showFinding(here, id, command.optsWithGlobals<FindingOptions>());
    },
  );
  one('ack', 'somebody looks into it; it is not told again')
    .option('--note <text>', 'for whoever reads it later')
    .action(decide('acknowledge'));
  one('expect', 'it is as it should be: not told again, and learned as normal')
    .requiredOption('--reason <text>', 'why, for whoever reads it later')
    .option('--owner <name>', 'who answers for it (default: you)')
    .option('--for <duration>', 'told again after this time, such as 30d', parseExpiry)
    .addOption(
      new Option(
        '--scope <scope>',
        'this command, all that this workload does like it, or everywhere',
      )
        .choices(['shape', 'workload', 'fleet'])
        .default('shape'),
    )
    .action(decide('expect'));
  one('resolve', 'it is over; told again if it comes back')
    .option('--note <text>', 'for whoever reads it later')
    .action(decide('resolve'));
  one('reopen', 'it is not over').action(decide('reopen'));
}

function parseLimit(text: string): number {
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= LIMIT_MAX) return limit;
  throw new InvalidArgumentError(`It must be between 1 and ${LIMIT_MAX}.`);
}

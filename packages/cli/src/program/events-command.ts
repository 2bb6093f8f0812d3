import { type Command, InvalidArgumentError, Option } from 'commander';

import type { EventsOptions } from '../commands/events.ts';
import { parseExpiry } from '../parse-duration.ts';
import { type CommandContext, jsonOption } from './options.ts';
import { serverOption } from './server-option.ts';

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 1_000;
const EXAMPLES = `
Examples:
  $ vedette events                                  the last executions of this machine
  $ vedette events --follow --min-score 0.5         what is strange, as it happens
  $ vedette events --strangest --since 7d --json | jq -r '.event.argv | join(" ")'`;

/** `vedette events`. */
export function addEventsCommand(program: Command, { here, done }: CommandContext): void {
  program
    .command('events')
    .description('list what was executed, with scores; the newest last')
    .option('--workload <name>', 'only of this workload')
    .option('--host <name>', 'only of this host')
    .addOption(
      new Option(
        '--kind <kind...>',
        'only of these (default: all but exits and failed executions)',
      ).choices([...['exec', 'running', 'exit', 'exec-failed', 'connect', 'listen']]),
    )
    .option('--min-score <score>', 'only from this score on, 0 to 1', parseScore)
    .option('--finding <id>', 'only what belongs to this finding')
    .option('--since <duration>', 'look back 15m, 12h, 7d … (default: 1d)', parseExpiry)
    .addOption(new Option('--strangest', 'the highest scores first').conflicts('follow'))
    .option('--limit <n>', 'at most so many', parseLimit, LIMIT_DEFAULT)
    .option('--follow', 'go on with what comes, until Ctrl-C')
    .addOption(serverOption())
    .addOption(jsonOption('one line of JSON for each event'))
    .addHelpText('after', EXAMPLES)
    .action(async (_options: unknown, command: Command) => {
      const { listEvents } = await import('../commands/events.ts');
      done(await listEvents(here, command.optsWithGlobals<EventsOptions>()));
    });
}

function parseScore(text: string): number {
  const score = Number(text);
  if (text !== '' && score >= 0 && score <= 1) return score;
  throw new InvalidArgumentError('It must be between 0 and 1.');
}

function parseLimit(text: string): number {
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= LIMIT_MAX) return limit;
  throw new InvalidArgumentError(`It must be between 1 and ${LIMIT_MAX}.`);
}

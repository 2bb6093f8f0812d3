import { type Command, InvalidArgumentError } from 'commander';

import type { SearchOptions } from '../commands/search.ts';
import { type CommandContext, jsonOption } from './options.ts';
import { serverOption } from './server-option.ts';

const LIMIT_DEFAULT = 20;
const LIMIT_MAX = 100;

const EXAMPLES = `
Examples:
  $ vedette search anything that looks like a reverse shell
  $ vedette search 'workload:web* score:>0.8 last:24h downloads'
  $ vedette search 'like:"password hashes" -host:build-1'

Filters: workload: host: exe: parent: kind: uid: (with * for anything, - before them for not),
score:>0.8, last:30m. All else is words, which are compared with what commands are for, not only
with their letters.`;

/** `vedette search`. */
export function addSearchCommand(program: Command, { here, done }: CommandContext): void {
  program
    .command('search')
    .argument('<words...>', 'a question in plain words, and filters')
    .description('find executions that behave like what is asked for, best first')
    .option('--limit <n>', 'at most so many', parseLimit, LIMIT_DEFAULT)
    .addOption(serverOption())
    .addOption(jsonOption())
    .addHelpText('after', EXAMPLES)
    .action(async (words: readonly string[], _options: unknown, command: Command) => {
      const { search } = await import('../commands/search.ts');
      done(await search(here, words, command.optsWithGlobals<SearchOptions>()));
    });
}

function parseLimit(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= LIMIT_MAX) return limit;
  throw new InvalidArgumentError(`It must be between 1 and ${LIMIT_MAX}.`);
}

import type { Command } from 'commander';

import type { ReplayOptions } from '../commands/replay.ts';
import { type CommandContext, jsonOption } from './options.ts';

const REPLAY_EXAMPLES = `
Examples:
  $ vedette replay today.jsonl --learn normal.jsonl
  $ vedette replay all.jsonl --online --json | jq 'select(.score > 0.8)'

FILE holds one event a line, as vedette sensor record writes them; t, host, workload, pid, ppid, uid,
comm, parent, exe and argv are enough. Nothing is kept.
Exit codes: 0 nothing to alert about · 1 something · 2 no such file · 3 lines that could not be read`;

/** `vedette replay`. */
export function addReplayCommand(program: Command, { here, done }: CommandContext): void {
  program
    .command('replay')
    .argument('<file>', 'recorded executions, one JSON object a line')
    .description('score recorded executions, offline')
    .option('--learn <file>', 'learn what is normal from this recording first')
    .option('--online', 'learn from the file itself while scoring it')
    .addOption(jsonOption('one line of JSON for each event'))
    .addHelpText('after', REPLAY_EXAMPLES)
    .action(async (file: string, _options: unknown, command: Command) => {
      const { replay } = await import('../commands/replay.ts');
      done(await replay(here, file, command.optsWithGlobals<ReplayOptions>()));
    });
}

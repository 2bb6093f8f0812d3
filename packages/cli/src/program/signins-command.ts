import { type Command, Option } from 'commander';

import type { ReplayOptions } from '../commands/signins.ts';
import type { ExplainOptions } from '../commands/signins-explain.ts';
import { type CommandContext, type CommonOptions, jsonOption } from './options.ts';
import { parseShare } from './sign-in-options.ts';

const REPLAY_EXAMPLES = `
Examples:
  $ vedette signins replay rba-dataset.csv                   shows what would be challenged
  $ vedette signins replay rba-dataset.csv --json > out.ndjson
  $ vedette signins explain 1023

The columns are those of the public RBA data set; "Login Timestamp" and "User ID" must be there.
Exit codes: 0 replayed · 2 no such file, or other columns · 3 some rows could not be read`;

const EXPLAIN_EXAMPLES = `
Examples:
  $ vedette signins explain 1023                             of the last replay
  $ vedette signins explain anna --application shop          of the server of this machine
  $ VEDETTE_TOKEN=… vedette signins explain anna --server https://vedette.example`;

/** `vedette signins`. */
export function addSignInsCommand(program: Command, context: CommandContext): void {
  const { here, done } = context;
  const signins = program
    .command('signins')
    .description('sign-ins: recorded ones through the engine, and why');
  signins
    .command('replay')
    .argument('<file>', 'recorded sign-ins: CSV with the columns of the public RBA data set')
    .description('judge recorded sign-ins in their order, learning as it would have happened')
    .addOption(
      new Option('--mode <mode>', 'how far decisions reach')
        .choices(['observe', 'notify', 'enforce'])
        .default('enforce'),
    )
    .option(
      '--budget <share>',
      'share of sign-ins that may be challenged, such as 1/50',
      parseShare,
    )
    .addOption(new Option('--lang <lang>', 'language of the reasons').choices(['en', 'de']))
    .addOption(jsonOption('NDJSON on stdout, one line a sign-in'))
    .addHelpText('after', REPLAY_EXAMPLES)
    .action(async (file: string, _options: unknown, command: Command) => {
      const { replaySignIns } = await import('../commands/signins.ts');
      done(await replaySignIns(here, file, command.optsWithGlobals<ReplayOptions>()));
    });
  addDataCommand(signins, context);
  signins
    .command('explain')
    .argument('<user>', 'an id as the application, or the recorded sign-ins, have it')
    .description("one user's signature, and why the last sign-ins were judged as they were")
    .option('--application <name>', 'of this application (default: all that know the user)')
    .addOption(
      new Option(
        '--server <url>',
        'ask this server, with the token in VEDETTE_TOKEN (default: the last replay, then the server of this machine)',
      ),
    )
    .addOption(jsonOption())
    .addHelpText('after', EXPLAIN_EXAMPLES)
    .action(async (user: string, _options: unknown, command: Command) => {
      const { explainSignIns } = await import('../commands/signins-explain.ts');
      await explainSignIns(here, user, command.optsWithGlobals<ExplainOptions>());
    });
}

/** The data that networks and countries are looked up in. */
function addDataCommand(signins: Command, { here, done }: CommandContext): void {
  signins
    .command('data')
    .description('which data about addresses is installed, how old it is, and under which licence')
    .addOption(jsonOption())
    .addHelpText('after', '\nExit codes: 0 networks and countries are judged · 3 some are not')
    .action(async (_options: unknown, command: Command) => {
      const { showNetworkData } = await import('../commands/signins-data.ts');
      done(await showNetworkData(here, command.optsWithGlobals<CommonOptions>()));
    });
}

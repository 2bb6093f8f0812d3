import { Command } from 'commander';

import { addBaselineCommand } from './program/baseline-command.ts';
import { addContainmentCommands } from './program/containment-commands.ts';
import { addDrillCommand } from './program/drill-command.ts';
import { addEvidenceCommand } from './program/evidence-command.ts';
import { addEventsCommand } from './program/events-command.ts';
import { addFindingsCommand } from './program/findings-command.ts';
import { addLoginCommand } from './program/login-command.ts';
import { addReplayCommand } from './program/replay-command.ts';
import { addSearchCommand } from './program/search-command.ts';
import { addSensorCommand } from './program/sensor-command.ts';
import { addServerCommands } from './program/server-commands.ts';
import { addSignInsCommand } from './program/signins-command.ts';
import { addStateCommands } from './program/state-commands.ts';
import { addSweepCommand } from './program/sweep-command.ts';
import { addTokenCommand } from './program/token-command.ts';
import type { Surroundings } from './surroundings.ts';
import { VERSION } from './version.ts';

/**
 * The tree of commands. Each loads what it needs when it is run, so that `--help` is instant and
 * no command pays for another.
 */
export function createProgram(here: Surroundings, done: (exitCode: number) => void): Command {
  const program = new Command('vedette')
    .description("Security for a small team's servers, that learns what is normal.")
    .version(VERSION, '--version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .option('--no-color', 'no colours (NO_COLOR and TERM=dumb are honoured too)')
    .configureOutput({
      writeOut: (text) => here.stdout.write(text),
      writeErr: (text) => here.stderr.write(text),
      getOutHelpWidth: () => here.stdout.columns ?? HELP_COLUMNS,
      getErrHelpWidth: () => here.stderr.columns ?? HELP_COLUMNS,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .exitOverride()
    .showHelpAfterError('(--help shows what there is)');

  const context = { here, done };
  addServerCommands(program, context);
  addLoginCommand(program, context);
  addTokenCommand(program, context);
  addFindingsCommand(program, context);
  addEventsCommand(program, context);
  addSearchCommand(program, context);
  addDrillCommand(program, context);
  addSweepCommand(program, context);
  addContainmentCommands(program, context);
  addEvidenceCommand(program, context);
  addStateCommands(program, context);
  addBaselineCommand(program, context);
  addSensorCommand(program, context);
  addReplayCommand(program, context);
  addSignInsCommand(program, context);
  return program;
}

/** Wide enough for the examples, narrow enough for a manual page. */
const HELP_COLUMNS = 100;

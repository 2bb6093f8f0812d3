import type { Command } from 'commander';

import type { SweepOptions } from '../commands/sweep.ts';
import { parseEvery } from '../parse-duration.ts';
import type { Surroundings } from '../surroundings.ts';
import { type CommandContext, inventoryOption, jsonOption, wordsOption } from './options.ts';

const SWEEP_EXAMPLES = `
Examples:
  $ vedette sweep                             this host, or the fleet of ./inventory.toml
  $ vedette sweep --host web-1 --verbose      one host, with all that could not be seen
  $ vedette sweep --json | jq '.hosts[].status'
  $ vedette sweep --armed                     freeze slam-dunks, with their evidence saved first
  $ vedette sweep --every 15m --ndjson        go on until Ctrl-C

Exit codes: 0 clean · 1 findings · 2 usage · 3 something could not be seen ·
4 a containment could not be completed · 130 interrupted`;

/** `vedette sweep`. */
export function addSweepCommand(program: Command, { here, done }: CommandContext): void {
  program
    .command('sweep')
    .description(
      'look at every host once and say what is wrong; changes nothing on them unless armed',
    )
    .addOption(inventoryOption())
    .option('--host <name...>', 'only these hosts of the inventory')
    .addOption(wordsOption('--only <check...>', 'only these checks'))
    .addOption(wordsOption('--skip <check...>', 'all checks but these'))
    .addOption(jsonOption('one JSON document on stdout').conflicts('ndjson'))
    .option('--ndjson', 'one line of JSON for each host, as it ends')
    .option('--every <duration>', 'go on sweeping at this pace, ±10 %, until Ctrl-C', parseEvery)
    .option('--armed', 'contain slam-dunks: save the evidence, then freeze; nothing is killed')
    .option('--no-armed', 'observe only, whatever the inventory says')
    .option('--verbose', 'show every fact, reason and gap, and count what was benign')
    .addHelpText('after', SWEEP_EXAMPLES)
    .action(async (_options: unknown, command: Command) => {
      announce(here);
      const { sweep } = await import('../commands/sweep.ts');
      done(await sweep(here, command.optsWithGlobals<SweepOptions>()));
    });
}

/** A sign of life before the modules are loaded, which takes longer than a person likes. */
function announce({ stderr }: Surroundings): void {
  if (stderr.isTerminal) stderr.write('vedette: starting …');
}

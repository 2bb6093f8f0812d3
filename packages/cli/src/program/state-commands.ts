import type { Command } from 'commander';

import { type CommandContext, type CommonOptions, inventoryOption, jsonOption } from './options.ts';

/** `vedette hosts`, `checks`, `config`. */
export function addStateCommands(program: Command, { here, done }: CommandContext): void {
  const checks = program
    .command('checks')
    .description('list what a sweep looks for')
    .addOption(jsonOption())
    .action(async (_options: unknown, command: Command) => {
      const { listChecks } = await import('../commands/checks.ts');
      listChecks(here, command.optsWithGlobals<CommonOptions>());
    });
  checks
    .command('explain')
    .argument('<id>', 'a check, as vedette checks lists them')
    .description('what a check looks for, why, and what it is told apart from')
    .addOption(jsonOption())
    .action(async (id: string, _options: unknown, command: Command) => {
      const { explainCheck } = await import('../commands/checks.ts');
      explainCheck(here, id, command.optsWithGlobals<CommonOptions>());
    });

  program
    .command('hosts')
    .description('list the hosts, when each was swept last, and what was found')
    .addOption(inventoryOption())
    .addOption(jsonOption())
    .action(async (_options: unknown, command: Command) => {
      const { listHosts } = await import('../commands/hosts.ts');
      done(await listHosts(here, command.optsWithGlobals<CommonOptions>()));
    });

  const config = program.command('config').description('the inventory');
  for (const [name, description] of [
    ['check', 'say whether the inventory is right'],
    ['show', 'show the inventory with everything that it leaves to defaults'],
  ] as const) {
    config
      .command(name)
      .description(description)
      .addOption(inventoryOption())
      .addOption(jsonOption())
      .action(async (_options: unknown, command: Command) => {
        const commands = await import('../commands/config.ts');
        const run = name === 'check' ? commands.checkConfig : commands.showConfig;
        await run(here, command.optsWithGlobals<CommonOptions>());
      });
  }
}

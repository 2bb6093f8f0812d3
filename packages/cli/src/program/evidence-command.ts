import { type Command, Option } from 'commander';

import type { EvidenceListOptions } from '../commands/evidence-list.ts';
import type { EvidenceShowOptions } from '../commands/evidence-show.ts';
import { type CommandContext, type CommonOptions, jsonOption } from './options.ts';

const SHOW_EXAMPLES = `
Examples:
  $ vedette evidence show E-20260101-0123abcd
  $ vedette evidence show E-20260101-0123abcd --item exe --raw > sample`;

/** `vedette evidence`: what was saved, and the log of what was done. */
export function addEvidenceCommand(program: Command, { here, done }: CommandContext): void {
  const evidence = program
    .command('evidence')
    .description('what was saved before and after a freeze, and what was done');
  evidence
    .command('list')
    .description('list the containments and their evidence')
    .option('--host <name...>', 'only of these hosts')
    .addOption(jsonOption())
    .action(async (_options: unknown, command: Command) => {
      const { listEvidence } = await import('../commands/evidence-list.ts');
      await listEvidence(here, command.optsWithGlobals<EvidenceListOptions>());
    });
  evidence
    .command('show')
    .argument('<id>')
    .description('show what one containment saved and did; secrets are hidden, not removed')
    .option('--item <name>', 'print this item')
    .addOption(
      new Option('--raw', 'write the item as it is, to a file or a pipe').conflicts('json'),
    )
    .addOption(jsonOption())
    .addHelpText('after', SHOW_EXAMPLES)
    .action(async (id: string, _options: unknown, command: Command) => {
      const { showEvidence } = await import('../commands/evidence-show.ts');
      await showEvidence(here, id, command.optsWithGlobals<EvidenceShowOptions>());
    });
  evidence
    .command('verify')
    .argument('[id]', 'only this one')
    .description(
      'check every byte against its manifest, signature and the log; exits with 1 if not',
    )
    .addOption(jsonOption())
    .action(async (id: string | undefined, _options: unknown, command: Command) => {
      const { verifyEvidence } = await import('../commands/evidence-verify.ts');
      done(await verifyEvidence(here, id, command.optsWithGlobals<CommonOptions>()));
    });
  evidence
    .command('export')
    .argument('<id>')
    .argument('[file]', 'where to (default: ./ID.tar.gz)')
    .description('write one archive for a responder, with how to verify it by hand')
    .addOption(jsonOption())
    .action(async (id: string, file: string | undefined, _options: unknown, command: Command) => {
      const { exportEvidence } = await import('../commands/evidence-export.ts');
      await exportEvidence(here, { id, file, options: command.optsWithGlobals<CommonOptions>() });
    });
  evidence
    .command('log')
    .description('print the append-only log of every containment: who, when, why, outcome')
    .addOption(jsonOption())
    .action(async (_options: unknown, command: Command) => {
      const { printLog } = await import('../commands/evidence-log.ts');
      await printLog(here, command.optsWithGlobals<CommonOptions>());
    });
}

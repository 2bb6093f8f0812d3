import { escapeText, VedetteError } from '@vedette/core';
import { CommanderError } from 'commander';

import { createProgram } from './program.ts';
import { EXIT_CODES, type Surroundings } from './surroundings.ts';

/**
 * Runs one command and returns its exit code (DESIGN.md "The commands"). Never rejects.
 *
 * @example process.exitCode = await main({ argv: ['sweep', '--json'], … })
 */
export async function main(here: Surroundings): Promise<number> {
  let exitCode: number = EXIT_CODES.ok;
  const program = createProgram(here, (code) => {
    exitCode = code;
  });
  try {
    if (here.argv.length === 0) {
      program.outputHelp({ error: true });
      return EXIT_CODES.usage;
    }
    await program.parseAsync([...here.argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    return explainFailure(error, here);
  }
}

/** Commander has already said what was wrong; its own exit code for that is not ours. */
function explainFailure(error: unknown, { stderr, env }: Surroundings): number {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? EXIT_CODES.ok : EXIT_CODES.usage;
  }
  if (error instanceof VedetteError) {
    const lines = error.message.split('\n').map((line) => escapeText(line));
    stderr.write(`vedette: ${lines.join('\n  ')}\n  ${escapeText(error.hint)}\n`);
    return error.exitCode;
  }
  const message = error instanceof Error ? error.message : String(error);
  stderr.write(`vedette: internal error: ${escapeText(message)}\n`);
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  if ((env['VEDETTE_DEBUG'] ?? '') !== '') stderr.write(`${stack}\n`);
  else stderr.write('  please report it, with VEDETTE_DEBUG=1 set\n');
  return EXIT_CODES.internal;
}

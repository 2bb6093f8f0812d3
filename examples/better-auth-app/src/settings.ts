import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { z } from 'zod';

/** How the example is started. */
export interface Settings {
  readonly port: number;
  /** Where the database and the secret are. */
  readonly state: string;
  /** Made for this run, and removed after it. */
  readonly isTemporary: boolean;
  /** Time, address and browser may be pretended; never do this to a real application. */
  readonly isDemo: boolean;
}

const Port = z.coerce.number().int().min(0).max(65_535);

/**
 * Reads the command line: `--port N`, `--state FOLDER` (or `EXAMPLE_STATE`), `--demo`.
 *
 * @throws Error for a flag that is none
 */
export function readSettings(args: readonly string[], env: NodeJS.ProcessEnv): Settings {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '3000' },
      state: { type: 'string' },
      demo: { type: 'boolean', default: false },
    },
  });
  const named = values.state ?? env['EXAMPLE_STATE'];
  return {
    port: Port.parse(values.port),
    state: named ?? mkdtempSync(join(tmpdir(), 'vedette-example-')),
    isTemporary: named === undefined,
    isDemo: values.demo,
  };
}

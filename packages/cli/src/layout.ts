import { createPaint, type TextLayout, wantsColours } from '@vedette/sweep';

import type { Surroundings } from './surroundings.ts';

/** Where there is no terminal: what fits a mail or a log without breaking most lines. */
const COLUMNS_DEFAULT = 120;

/** How text is laid out on stdout. */
export function layoutFor(
  { stdout, env }: Pick<Surroundings, 'stdout' | 'env'>,
  { color, verbose = false }: { readonly color: boolean; readonly verbose?: boolean },
): TextLayout {
  const colours = wantsColours({ env, isTerminal: stdout.isTerminal, refused: !color });
  return { paint: createPaint(colours), columns: stdout.columns ?? COLUMNS_DEFAULT, verbose };
}

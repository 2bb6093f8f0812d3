import { escapeText } from '@vedette/core';
import { wrapText } from '@vedette/sweep';

import type { Output } from './surroundings.ts';

/** A line on the terminal that says what is going on; nothing anywhere else. */
export interface Progress {
  readonly plan: (hosts: number) => void;
  readonly started: (host: string) => void;
  readonly ended: (host: string) => void;
  /** Takes the line away, before something else is written. */
  readonly clear: () => void;
}

const CLEAR_LINE = '\r\u001b[K';
const NAMES_SHOWN = 4;
const COLUMNS_DEFAULT = 80;

/** Shows progress on a terminal. */
export function showProgress(output: Output): Progress {
  const running = new Set<string>();
  let planned = 0;
  let done = 0;
  const clear = (): void => {
    if (output.isTerminal) output.write(CLEAR_LINE);
  };
  const draw = (): void => {
    if (!output.isTerminal) return;
    const names = [...running].slice(0, NAMES_SHOWN).map((name) => escapeText(name, 40));
    const more = running.size > NAMES_SHOWN ? ` and ${running.size - NAMES_SHOWN} more` : '';
    const text = `${done}/${planned} hosts · ${names.join(', ')}${more}`;
    const columns = (output.columns ?? COLUMNS_DEFAULT) - 1;
    output.write(`${CLEAR_LINE}${wrapText(text, columns, 0).split('\n')[0] ?? ''}`);
  };
  return {
    plan: (hosts) => {
      planned = hosts;
      done = 0;
      draw();
    },
    started: (host) => {
      running.add(host);
      draw();
    },
    ended: (host) => {
      running.delete(host);
      done += 1;
      draw();
    },
    clear,
  };
}

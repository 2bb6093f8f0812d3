import { escapeText } from '@vedette/core';
import { createJsonLog, type Log } from '@vedette/server';

import type { Surroundings } from './surroundings.ts';

/** The log of a server that runs as a service: JSON, one object a line. */
export function serviceLog({ stderr, clock }: Surroundings): Log {
  return createJsonLog((line) => stderr.write(line), clock.epochMs);
}

/** The log of a server that a person started by hand: only what they should do something about. */
export function personLog({ env, stderr, clock }: Surroundings, say: (line: string) => void): Log {
  if ((env['VEDETTE_DEBUG'] ?? '') !== '') {
    return createJsonLog((line) => stderr.write(line), clock.epochMs);
  }
  return (level, event, facts = {}) => {
    if (level === 'info') return;
    const told = Object.entries(facts).filter(([name]) => name !== 'stack');
    const text = told.map(([name, value]) => `${name} ${String(value)}`).join(', ');
    say(escapeText(`${event.replaceAll('-', ' ')}: ${text}`));
  };
}

import { safeJson } from '@vedette/core';

export type LogLevel = 'info' | 'warn' | 'error';

/** Tells what happened, as a name and its facts; never with a token or a body. */
export type Log = (
  level: LogLevel,
  event: string,
  facts?: Readonly<Record<string, string | number | boolean | null>>,
) => void;

/** A log of one JSON object a line, inert on a terminal whatever a host or client put into it. */
export function createJsonLog(write: (line: string) => void, nowMs: () => number): Log {
  return (level, event, facts = {}) => {
    const line = { time: new Date(nowMs()).toISOString(), level, event, ...facts };
    write(`${safeJson(line)}\n`);
  };
}

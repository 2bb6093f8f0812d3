import type { Facts } from './finding.ts';

/** Facts that `/proc` counts; everything else stays text, so that a fact never changes its type. */
const NUMERIC_FACTS = new Set([
  'pid',
  'ppid',
  'uid',
  'start',
  'age',
  'threads',
  'cpu_now',
  'cpu_life',
  'links',
  'exe_size',
  'port',
  'percent',
  'mtime',
]);

/** The facts of a record as JSON shows them. */
export function factsOf(fields: Readonly<Record<string, string>>): Facts {
  return Object.fromEntries(
    Object.entries(fields).map(([name, text]) => [name, factOf(name, text)]),
  );
}

function factOf(name: string, text: string): string | number {
  if (!NUMERIC_FACTS.has(name) || !/^-?[0-9]{1,15}$/.test(text)) return text;
  return Number(text);
}

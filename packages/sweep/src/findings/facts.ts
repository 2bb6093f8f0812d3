import { fingerprintOf } from '../checks/ssh/fingerprint.ts';
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

/**
 * The facts of a record as JSON shows them. A public key gets the fingerprint that people compare
 * keys by.
 */
export function factsOf(fields: Readonly<Record<string, string>>): Facts {
  const { subject, blob } = fields;
  const facts = Object.entries(fields).map(([name, text]) => [name, factOf(name, text)] as const);
  const fingerprint =
    subject === 'authorized-key' && blob !== undefined
      ? [['fingerprint', fingerprintOf(blob)] as const]
      : [];
  return Object.fromEntries([...facts, ...fingerprint]);
}

function factOf(name: string, text: string): string | number {
  if (!NUMERIC_FACTS.has(name) || !/^-?[0-9]{1,15}$/.test(text)) return text;
  return Number(text);
}

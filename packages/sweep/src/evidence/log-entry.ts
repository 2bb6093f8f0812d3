import { z } from 'zod';

import { ActionEvent } from '../action/action-event.ts';
import { ActionId } from '../action/containment.ts';
import { sha256Of } from './read-bounded.ts';
import type { SigningKey, VerifyingKey } from './signing-key.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** Names of people and hosts; anything longer is not one. */
const Name = z.string().max(1_000);

/** `previous` of the first entry. */
export const NO_ENTRY = '0'.repeat(64);

/** What the caller says; the log adds the rest. */
export const NewLogEntry = z.strictObject({
  who: Name,
  host: Name,
  action: ActionId,
  event: ActionEvent,
});
export type NewLogEntry = z.infer<typeof NewLogEntry>;

const LogBody = z.strictObject({
  /** 1 for the first. */
  seq: z.int().min(1),
  at: z.iso.datetime(),
  ...NewLogEntry.shape,
  /** The torn line before this entry, left by a crash, that was moved out of the log. */
  setAside: z.strictObject({ bytes: z.int().min(1), sha256: Sha256 }).nullable(),
  /** `hash` of the entry before. */
  previous: Sha256,
});
type LogBody = z.infer<typeof LogBody>;

/** One line of the log. */
export const LogEntry = z.strictObject({
  ...LogBody.shape,
  /** Of the line up to `,"hash"`, closed by `}`. */
  hash: Sha256,
  /** Ed25519, of the 64 characters of `hash`. */
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});
export type LogEntry = z.infer<typeof LogEntry>;

/** Chains and signs an entry. */
export function createEntry(body: LogBody, key: SigningKey): LogEntry {
  const known = LogBody.parse(body);
  const hash = sha256Of(JSON.stringify(known));
  const signature = Buffer.from(key.sign(Buffer.from(hash))).toString('hex');
  return { ...known, hash, signature };
}

/** The line of an entry, without its end. */
export function entryLine(entry: LogEntry): string {
  return JSON.stringify(entry);
}

const TAIL = /^(.*),"hash":"([0-9a-f]{64})","signature":"([0-9a-f]{128})"\}$/s;

/**
 * One entry out of the very bytes of its line, or what is wrong with it. The hash is that of the
 * bytes, so that nothing can be written another way and mean the same.
 */
export function parseEntry(line: Uint8Array): LogEntry | string {
  const [, head, hash] = TAIL.exec(Buffer.from(line).toString('latin1')) ?? [];
  if (head === undefined || hash === undefined) return 'it is not an entry';
  if (sha256Of(Buffer.from(`${head}}`, 'latin1')) !== hash) return 'its hash is another';
  const parsed = LogEntry.safeParse(jsonOf(line));
  return parsed.success ? parsed.data : 'it is not an entry of this version';
}

export function isSigned({ hash, signature }: LogEntry, key: VerifyingKey): boolean {
  return key.verify(Buffer.from(hash), Buffer.from(signature, 'hex'));
}

function jsonOf(line: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(line).toString('utf8'));
  } catch {
    return undefined;
  }
}

import { z } from 'zod';

import { ActionId, Plan, TargetIdentity } from '../action/containment.ts';

export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A cut-short name of what was preserved; with a counter before it, the name of its file. */
export const ITEM_NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;
/** Below the bundle's folder; nothing in it comes from a host. */
export const ITEM_FILE = /^items\/[0-9]{4}-[a-z0-9][a-z0-9._-]{0,63}$/;
/** As many as the counter in a file's name can count. */
export const ITEMS_MAX = 9_999;
/** Longest source or note that is kept, in UTF-16 units: a path has at most 4,096 bytes. */
export const HOST_TEXT_MAX = 5_000;

const HostText = z.string().max(HOST_TEXT_MAX);
/** `unknown`: a loss of power took the line that said so. */
const Phase = z.enum(['before-freeze', 'after-freeze', 'unknown']);
const Status = z.enum(['whole', 'cut', 'unreadable', 'interrupted']);

/** One thing that was preserved. `sha256` stands before `file`, as in the README of an export. */
export const ManifestItem = z.strictObject({
  name: z.string().regex(ITEM_NAME),
  sha256: Sha256,
  file: z.string().regex(ITEM_FILE),
  bytes: z.int().nonnegative(),
  /** `cut`: the cap was reached. `interrupted`: the stream or the controller ended. */
  status: Status,
  phase: Phase,
  /** Where it came from, as the host said: hostile text. */
  source: HostText,
  /** What the host said of the same bytes. */
  hostSha256: z.exactOptional(Sha256),
  note: z.exactOptional(HostText),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
});
export type ManifestItem = z.infer<typeof ManifestItem>;

/** `manifest.json` of a bundle, whose bytes are what is signed. */
export const Manifest = z.strictObject({
  format: z.literal(1),
  id: ActionId,
  host: z.string(),
  target: TargetIdentity,
  /** Null when nothing was planned before it ended. */
  plan: Plan.nullable(),
  finding: z.strictObject({ id: z.string(), check: z.string(), summary: z.string() }).nullable(),
  who: z.string(),
  outcome: z.string(),
  sealedAt: z.iso.datetime(),
  items: z.array(ManifestItem).max(ITEMS_MAX),
  /** The bundle that was sealed before this one. */
  previous: z.strictObject({ id: ActionId, manifestSha256: Sha256 }).nullable(),
  /** The last entry of the action log when this was sealed. */
  log: z.strictObject({ seq: z.int().min(1), hash: Sha256 }).nullable(),
  tool: z.strictObject({ name: z.literal('vedette'), version: z.string() }),
});
export type Manifest = z.infer<typeof Manifest>;

/** The bytes that are written and signed. */
export function manifestBytes(manifest: Manifest): Uint8Array {
  return Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
}

import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

const OWNER_ONLY = 0o600;
const FILE = 'endpoint.json';

/** Where the server of a state folder answers, and how its owner may ask it. */
export const Endpoint = z.strictObject({
  url: z.url(),
  /** Holds for as long as this server runs, and is kept nowhere else. */
  token: z.string(),
  pid: z.number().int().positive(),
  startedMs: z.number().int().nonnegative(),
});
export type Endpoint = z.infer<typeof Endpoint>;

/** Tells the commands of the same user where to ask. Whole or not at all. */
export async function writeEndpoint(folder: string, endpoint: Endpoint): Promise<void> {
  const file = join(folder, FILE);
  const unfinished = `${file}.${process.pid}`;
  // A file of an earlier crash might have another mode, which writing does not change.
  await rm(unfinished, { force: true });
  await writeFile(unfinished, `${JSON.stringify(endpoint)}\n`, { mode: OWNER_ONLY, flag: 'wx' });
  await rename(unfinished, file);
}

/** The server of a folder stopped. */
export async function removeEndpoint(folder: string): Promise<void> {
  await rm(join(folder, FILE), { force: true });
}

/** Where the server of a folder answered last; undefined where it said nothing readable. */
export async function readEndpoint(folder: string): Promise<Endpoint | undefined> {
  try {
    const json: unknown = JSON.parse(await readFile(join(folder, FILE), 'utf8'));
    return Endpoint.safeParse(json).data;
  } catch {
    // Not there, or cut short: either way nobody says where to ask.
    return undefined;
  }
}

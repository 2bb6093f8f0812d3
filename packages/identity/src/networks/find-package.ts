import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

import { z } from 'zod';

/** A package as it is installed. */
export interface InstalledPackage {
  readonly folder: string;
  readonly version: string;
  /** Unix time in ms; null where the version does not say. */
  readonly builtMs: number | null;
}

const Manifest = z.object({ name: z.string(), version: z.string().max(64) });

/** `2.3.2026061719` was made on 17 June 2026, at 19 o'clock. */
const DATED = /^\d+\.\d+\.(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{2}$/;

/**
 * Finds a package as Node would from a place: beside this one by default. The working directory is
 * no such place: whoever can write there would say where sign-ins come from.
 */
export async function findPackage(
  name: string,
  from: string = import.meta.filename,
): Promise<InstalledPackage | null> {
  let manifest: string;
  try {
    manifest = createRequire(from).resolve(`${name}/package.json`);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
  const json: unknown = JSON.parse(await readFile(manifest, 'utf8'));
  const { name: found, version } = Manifest.parse(json);
  if (found !== name) throw new Error(`${manifest} belongs to another package`);
  return { folder: dirname(manifest), version, builtMs: builtMsOf(version) };
}

/** When data was made, by the version of its package. */
export function builtMsOf(version: string): number | null {
  const [, year, month, day] = DATED.exec(version) ?? [];
  return year === undefined ? null : Date.UTC(Number(year), Number(month) - 1, Number(day));
}

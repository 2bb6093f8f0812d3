import { join } from 'node:path';

import { VedetteError } from '@vedette/core';

import type { ActionLog } from './action-log.ts';
import type { BundleFiles } from './bundle-files.ts';
import { manifestDigest } from './bundle-files.ts';
import type { Manifest } from './manifest.ts';
import type { Problem } from './problem.ts';

/** Whether what a sealed manifest points at, the bundle before and the action log, is still so. */
export async function verifyLinks(request: {
  readonly evidenceFolder: string;
  readonly files: BundleFiles;
  readonly manifest: Manifest;
  readonly log: Pick<ActionLog, 'entries'>;
}): Promise<Problem[]> {
  const { evidenceFolder, files, manifest, log } = request;
  const found = [
    await previousProblem(evidenceFolder, manifest),
    await logProblem(manifest, log),
  ].filter((problem) => problem !== null);
  return found.map((problem) => ({ where: files.manifest, problem }));
}

async function previousProblem(
  evidenceFolder: string,
  { previous }: Manifest,
): Promise<string | null> {
  if (previous === null) return null;
  const digest = await manifestDigest(join(evidenceFolder, previous.id));
  if (digest === previous.manifestSha256) return null;
  const became = digest === null ? 'is not there' : 'is not as it was';
  return `the bundle that was sealed before it, ${previous.id}, ${became}`;
}

async function logProblem(
  { log: place }: Manifest,
  log: Pick<ActionLog, 'entries'>,
): Promise<string | null> {
  if (place === null) return null;
  const entries = await log.entries().catch((error: unknown) => {
    if (error instanceof VedetteError) return error;
    throw error;
  });
  if (entries instanceof VedetteError) return `its entry of the action log: ${entries.message}`;
  const entry = entries[place.seq - 1];
  if (entry?.hash === place.hash) return null;
  return entry === undefined
    ? `the action log ends before entry ${place.seq}, which was there when it was sealed`
    : `entry ${place.seq} of the action log is not the one that was there when it was sealed`;
}

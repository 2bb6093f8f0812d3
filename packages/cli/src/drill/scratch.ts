import { copyFile, mkdtemp, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** On every Linux, and what sweeps and scores know as a place that anybody may write to. */
const SCRATCH = '/tmp';
const SHELL = '/bin/sh';

/** Makes the folder of one drill; its name says whose it is. */
export function makeScratch(): Promise<string> {
  return mkdtemp(join(SCRATCH, 'vedette-drill-'));
}

/** Copies the system's shell, which every host has and which does what it is told. */
export async function copyShell(folder: string, name: string): Promise<string> {
  const from = await realpath(SHELL);
  const path = join(folder, copyName(from, name));
  await copyFile(from, path);
  return path;
}

/** A program of many names does by its name: busybox called otherwise is no shell. */
export function copyName(shell: string, name: string): string {
  return /busybox|toybox/.test(basename(shell)) ? 'sh' : name;
}

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { ExecutionEvent } from '@vedette/core';
import { z } from 'zod';

import { type Shape, shapeOf } from '@vedette/executions';
import { readLines } from './attack-examples.ts';
import { commandShape, distinctCommands } from './command-shape.ts';
import { splitShell } from './split-shell.ts';

const PairLine = z.object({ cm: z.string() });

/** What administrators do, from three kinds of sources. */
export interface BenignExamples {
  /** NL2Bash: shell lines that people asked for. */
  readonly asked: readonly Shape[];
  /** Commands in the shell scripts of an installed system. */
  readonly scripted: readonly Shape[];
  /** Recorded workloads, by name. */
  readonly recorded: ReadonlyMap<string, readonly Shape[]>;
}

/** Folders with the shell scripts of an installed Debian system. */
export const SCRIPT_FOLDERS: readonly string[] = [
  '/etc',
  '/usr/bin',
  '/usr/lib',
  '/usr/sbin',
  '/usr/share',
  '/var/lib/dpkg/info',
];

/** Scripts that are larger are archives with a shell header. */
const SCRIPT_BYTES_MAX = 300_000;
const FOLDER_DEPTH_MAX = 4;

/** Reads all benign material; without scripts, that part is empty. */
export function readBenign(dataFolder: string, scriptFolders: readonly string[]): BenignExamples {
  const pairs = readLines(join(dataFolder, 'benign/nl2bash.jsonl'));
  const asked = pairs.flatMap((line) => splitShell(PairLine.parse(line).cm)).map(commandShape);
  const scripts = scriptFolders.flatMap((folder) => [...scriptsIn(folder, FOLDER_DEPTH_MAX)]);
  const scripted = scripts.flatMap(commandsOfScript).map(commandShape);
  return {
    asked: distinctCommands(asked),
    scripted: distinctCommands(scripted),
    recorded: readRecordings(dataFolder),
  };
}

/** The shapes of each recording, in order, by workload. */
function readRecordings(dataFolder: string): Map<string, Shape[]> {
  const folder = join(dataFolder, 'executions');
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  return new Map(
    files.toSorted().map((file) => {
      const shapes = readLines(join(folder, file)).map((line) =>
        shapeOf(ExecutionEvent.parse(line)),
      );
      return [basename(file).replace(/-\d+\.jsonl$/, ''), shapes];
    }),
  );
}

function* scriptsIn(folder: string, depth: number): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && depth > 0) yield* scriptsIn(path, depth - 1);
    else if (entry.isFile()) yield path;
  }
}

function commandsOfScript(file: string): string[][] {
  const bytes = readFileSync(file);
  const firstLine = bytes.subarray(0, 64).toString('latin1').split('\n')[0] ?? '';
  if (bytes.length > SCRIPT_BYTES_MAX || !/^#!.*\b(?:ba|da)?sh\b/.test(firstLine)) return [];
  const text = bytes.toString('utf8').replaceAll('\\\n', ' ');
  const lines = text.split('\n').map((line) => line.replace(/(?:^|\s)#.*$/, ''));
  return lines.flatMap(splitShell).filter(([name = '']) => /^[a-z/.]/.test(name));
}

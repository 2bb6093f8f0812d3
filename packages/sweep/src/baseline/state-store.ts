import { createHash } from 'node:crypto';
import { mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { VedetteError } from '@vedette/core';
import writeFileAtomic from 'write-file-atomic';

import { underLock } from '../state/under-lock.ts';
import { emptyState, HostState, STATE_BYTES_MAX } from './host-state.ts';

const NAME_HEX_DIGITS = 32;

/** The states of all hosts, one file each. */
export interface StateStore {
  /** What is known of a host; an empty state if nothing is. */
  read(host: string): Promise<HostState>;
  /** Reads, changes and writes one host's state while no other process can. */
  update<T>(host: string, change: (state: HostState) => Changed<T>): Promise<T>;
  /** Every host that has a state; unreadable ones as errors. */
  list(): Promise<(HostState | VedetteError)[]>;
}

/** The next state, absent to leave the file as it is, and what to give back. */
export interface Changed<T> {
  readonly state?: HostState;
  readonly result: T;
}

/**
 * Opens the folder of host states. Nothing is created before the first write.
 *
 * @param folder as {@link stateFolder} gives it
 */
export function openStateStore(folder: string): StateStore {
  const hosts = join(folder, 'hosts');
  const fileOf = (host: string): string => join(hosts, fileNameOf(host));
  return {
    read: async (host) => (await readState(fileOf(host), host)) ?? emptyState(host),
    update: async (host, change) => {
      const file = fileOf(host);
      await createFolder(hosts);
      return underLock({ file, refused: notLocked(file) }, async () => {
        const { state, result } = change((await readState(file, host)) ?? emptyState(host));
        if (state !== undefined) await writeState(file, state);
        return result;
      });
    },
    list: async () => {
      const names = await readdir(hosts).catch(emptyIfMissing);
      const states = names.filter((name) => /^[0-9a-f]{32}\.json$/.test(name)).toSorted();
      return Promise.all(states.map(async (name) => readListed(join(hosts, name))));
    },
  };
}

async function createFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new VedetteError('state-unreadable', { file: folder, cause: codeOf(error) });
  }
}

function fileNameOf(host: string): string {
  const hex = createHash('sha256').update(host).digest('hex').slice(0, NAME_HEX_DIGITS);
  return `${hex}.json`;
}

async function readListed(file: string): Promise<HostState | VedetteError> {
  try {
    return (await readState(file)) ?? new VedetteError('state-unreadable', { file, cause: 'gone' });
  } catch (error) {
    if (error instanceof VedetteError) return error;
    throw error;
  }
}

async function readState(file: string, host?: string): Promise<HostState | undefined> {
  const text = await readBounded(file);
  if (text === undefined) return undefined;
  const parsed = HostState.safeParse(parseJson(text, file));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue === undefined ? '' : `${issue.path.join('.')}: ${issue.message}`;
    throw new VedetteError('state-unreadable', { file, cause: where });
  }
  if (host !== undefined && parsed.data.host !== host) {
    throw new VedetteError('state-unreadable', { file, cause: `it is about another host` });
  }
  return parsed.data;
}

async function readBounded(file: string): Promise<string | undefined> {
  try {
    await using handle = await open(file, 'r');
    const { size } = await handle.stat();
    if (size > STATE_BYTES_MAX) {
      throw new VedetteError('state-unreadable', { file, cause: `it has ${size} bytes` });
    }
    return await handle.readFile('utf8');
  } catch (error) {
    if (error instanceof VedetteError) throw error;
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new VedetteError('state-unreadable', { file, cause: codeOf(error) });
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new VedetteError('state-unreadable', { file, cause: 'it is not JSON' });
  }
}

async function writeState(file: string, state: HostState): Promise<void> {
  const text = `${JSON.stringify(state)}\n`;
  // What could not be read again is not written: the file that is there is worth more.
  const bytes = Buffer.byteLength(text);
  if (bytes > STATE_BYTES_MAX) {
    throw new VedetteError('state-unreadable', { file, cause: `it would have ${bytes} bytes` });
  }
  try {
    await writeFileAtomic(file, text, { mode: 0o600, chown: false });
  } catch (error) {
    throw new VedetteError('state-unreadable', { file, cause: codeOf(error) });
  }
}

function notLocked(file: string): (error: unknown) => VedetteError {
  return (error) =>
    codeOf(error) === 'ELOCKED'
      ? new VedetteError('state-locked', { file })
      : new VedetteError('state-unreadable', { file, cause: codeOf(error) });
}

function emptyIfMissing(error: unknown): string[] {
  if (codeOf(error) === 'ENOENT') return [];
  throw new VedetteError('state-unreadable', { file: 'hosts', cause: codeOf(error) });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

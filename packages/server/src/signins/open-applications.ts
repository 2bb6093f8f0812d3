import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import {
  type ApplicationSettings,
  type ApplicationState,
  folderOf,
  openApplication,
} from './application-state.ts';

/** The applications whose state is open: each is opened when it is first asked for. */
export interface OpenApplications {
  /** Undefined where there are too many of them. */
  readonly of: (org: string, application: string) => Promise<ApplicationState> | undefined;
  /** The names of an organisation's applications, open or not, in order. */
  readonly known: (org: string) => Promise<readonly string[]>;
  readonly opened: () => readonly ApplicationState[];
}

/** Opens applications on demand, up to a number: a token's holder chooses their names. */
export function createOpenApplications(
  settings: Omit<ApplicationSettings, 'org' | 'application'>,
  applicationsMax: number,
): OpenApplications {
  const opening = new Map<string, Promise<ApplicationState>>();
  const opened = new Map<string, ApplicationState>();
  return {
    opened: () => [...opened.values()],
    known: async (org) => {
      const folder = join(settings.folder, folderOf(org));
      const entries = await readdir(folder, { withFileTypes: true }).catch(nothingYet);
      return entries
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .toSorted();
    },
    of: (org, application) => {
      const key = `${org}\u0000${application}`;
      const known = opening.get(key);
      if (known !== undefined) return known;
      if (opening.size >= applicationsMax) return undefined;
      const state = openApplication({ ...settings, org, application });
      opening.set(key, state);
      state.then(
        (ready) => opened.set(key, ready),
        // Whoever asks next tries again: a full disk may have been cleared.
        () => opening.delete(key),
      );
      return state;
    },
  };
}

/** Nothing of this organisation was written yet. */
function nothingYet(error: unknown): [] {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
  throw error;
}

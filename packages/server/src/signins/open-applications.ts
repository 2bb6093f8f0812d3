import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import {
  type ApplicationSettings,
  type ApplicationState,
  folderOf,
  openApplication,
} from './application-state.ts';
import { readOrganisation } from './organisation-file.ts';

/** The applications whose state is open: each is opened when it is first asked for. */
export interface OpenApplications {
  /** Undefined where there are too many of them. */
  readonly of: (org: string, application: string) => Promise<ApplicationState> | undefined;
  /** The names of an organisation's applications, open or not, in order. */
  readonly known: (org: string) => Promise<readonly string[]>;
  /** Every application of every organisation, as far as there is room to open it. */
  readonly all: () => Promise<readonly ApplicationState[]>;
  readonly opened: () => readonly ApplicationState[];
}

/** Opens applications on demand, up to a number: a token's holder chooses their names. */
export function createOpenApplications(
  settings: Omit<ApplicationSettings, 'org' | 'application'>,
  applicationsMax: number,
): OpenApplications {
  const opening = new Map<string, Promise<ApplicationState>>();
  const opened = new Map<string, ApplicationState>();
  const known = async (org: string): Promise<string[]> => {
    const entries = await foldersIn(join(settings.folder, folderOf(org)));
    return entries.toSorted();
  };
  const of = (org: string, application: string): Promise<ApplicationState> | undefined => {
    const key = `${org}\u0000${application}`;
    const before = opening.get(key);
    if (before !== undefined) return before;
    if (opening.size >= applicationsMax) return undefined;
    const state = openApplication({ ...settings, org, application });
    opening.set(key, state);
    state.then(
      (ready) => opened.set(key, ready),
      // Whoever asks next tries again: a full disk may have been cleared.
      () => opening.delete(key),
    );
    return state;
  };
  return {
    known,
    of,
    all: async () => {
      const states: ApplicationState[] = [];
      for (const folder of await foldersIn(settings.folder)) {
        const org = await readOrganisation(join(settings.folder, folder));
        if (org === undefined) continue;
        for (const application of await known(org)) {
          const state = await of(org, application);
          if (state !== undefined) states.push(state);
        }
      }
      return states;
    },
    opened: () => [...opened.values()],
  };
}

/** The names of the folders in a folder; none where it is not there yet. */
async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(nothingYet);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** Nothing was written yet. */
function nothingYet(error: unknown): [] {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
  throw error;
}

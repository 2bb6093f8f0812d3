import {
  type ApplicationSettings,
  type ApplicationState,
  openApplication,
} from './application-state.ts';

/** The applications whose state is open: each is opened when it is first asked for. */
export interface OpenApplications {
  /** Undefined where there are too many of them. */
  readonly of: (org: string, application: string) => Promise<ApplicationState> | undefined;
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

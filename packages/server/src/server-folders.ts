import { dirname, join } from 'node:path';

import { stateFolder } from '@vedette/sweep';

/** Where a server keeps what it knows, beside what the sweeps know. */
export function serverFolder(env: Readonly<Record<string, string | undefined>>): string {
  return join(dirname(stateFolder(env)), 'server');
}

/** What is where below a server's folder. */
export function serverFolders(folder: string): {
  readonly journal: string;
  readonly events: string;
  readonly baselines: string;
  readonly engine: string;
  readonly alerts: string;
  readonly signIns: string;
  readonly audit: string;
  readonly tokens: string;
} {
  return {
    journal: join(folder, 'journal'),
    events: join(folder, 'events'),
    baselines: join(folder, 'baselines'),
    engine: join(folder, 'engine'),
    alerts: join(folder, 'alerts'),
    signIns: join(folder, 'sign-ins'),
    audit: join(folder, 'audit'),
    tokens: join(folder, 'tokens.json'),
  };
}

import { escapeText } from '@vedette/core';
import type { RunningServer, ServerStatus } from '@vedette/server';
import { plural } from '@vedette/sweep';

import type { Surroundings } from './surroundings.ts';

/** What a person who started a server sees of it. */
export interface ServerProgress {
  /** A line that stays. */
  readonly say: (line: string) => void;
  /** Tells of new findings as they come, and on a terminal how it goes. */
  readonly watch: (server: Pick<RunningServer, 'status' | 'openFindings'>) => void;
  readonly close: () => void;
}

const LOOK_MS = 1_000;
const CLEAR_LINE = '\r\u001b[K';
const COLUMNS_DEFAULT = 80;
/** Findings that were told; older ones would be told again. */
const TOLD_MAX = 10_000;

/** Progress on stderr. */
export function showServerProgress({ stderr }: Pick<Surroundings, 'stderr'>): ServerProgress {
  let status: ServerStatus | undefined;
  let timer: NodeJS.Timeout | undefined;
  const draw = (): void => {
    if (!stderr.isTerminal || status === undefined) return;
    const columns = (stderr.columns ?? COLUMNS_DEFAULT) - 1;
    stderr.write(`${CLEAR_LINE}${statusText(status).slice(0, columns)}`);
  };
  const say = (line: string): void => {
    stderr.write(`${stderr.isTerminal ? CLEAR_LINE : ''}vedette: ${line}\n`);
    draw();
  };
  return {
    say,
    watch(server) {
      const told = new Set(server.openFindings().map(({ id }) => id));
      if (told.size > 0) say(`${plural(told.size, 'finding')} open from before`);
      let scored = false;
      const look = (): void => {
        status = server.status();
        if (!scored && status.events > 0) {
          scored = true;
          say('the first events are scored');
        }
        for (const { id, severity, subject, summary } of server.openFindings()) {
          if (told.has(id)) continue;
          remember(told, id);
          say(`${id} ${severity} ${escapeText(subject)}: ${escapeText(summary)}`);
        }
        draw();
      };
      timer = setInterval(look, LOOK_MS);
      look();
    },
    close() {
      clearInterval(timer);
      if (stderr.isTerminal) stderr.write(CLEAR_LINE);
    },
  };
}

function statusText({
  events,
  workloads,
  learning,
  openFindings,
  lagEntries,
}: ServerStatus): string {
  const parts = [
    `${plural(events, 'event')} scored`,
    `${plural(workloads, 'workload')}${learning > 0 ? `, ${learning} being learned` : ''}`,
    plural(openFindings, 'open finding'),
    ...(lagEntries > 0 ? [`${lagEntries} batches to go`] : []),
  ];
  return parts.join(' · ');
}

function remember(told: Set<string>, id: string): void {
  told.add(id);
  const [oldest] = told;
  if (told.size > TOLD_MAX && oldest !== undefined) told.delete(oldest);
}

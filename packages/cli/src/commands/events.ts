import { setTimeout as delay } from 'node:timers/promises';

import { safeJson } from '@vedette/core';
import { EventsPage, type StoredEvent } from '@vedette/server';

import { listenForInterruption } from '../interruption.ts';
import type { CommonOptions } from '../program/options.ts';
import { askedServer, type ServerClient, type ServerOptions } from '../server-client.ts';
import { storedEventText } from '../stored-event-text.ts';
import { EXIT_CODES, type Surroundings } from '../surroundings.ts';

/** The options of `vedette events`. */
export interface EventsOptions extends CommonOptions, ServerOptions {
  readonly workload?: string;
  readonly host?: string;
  readonly kind?: readonly string[];
  readonly minScore?: number;
  readonly finding?: string;
  /** Milliseconds. */
  readonly since?: number;
  readonly strangest?: boolean;
  readonly limit: number;
  readonly follow?: boolean;
}

/** An exit says little by itself, and a shell's search through its PATH even less. */
const SCORED_KINDS = ['exec', 'running', 'connect', 'listen'];
const DAY_MS = 86_400_000;
const FOLLOW_MS = 1_000;
/** Of ids that were shown; more than a page at each look. */
const SHOWN_MAX = 10_000;

/** `vedette events`: what was executed, with scores; the newest last, as in a log. */
export async function listEvents(here: Surroundings, options: EventsOptions): Promise<number> {
  const server = await askedServer(here, options);
  const page = await pageOf(here, server, options);
  const first = options.strangest === true ? page.events : page.events.toReversed();
  show(here, first, options);
  if (options.follow === true) await follow({ here, server, options, shown: first });
  else if (first.length === 0 && options.json !== true) {
    here.stderr.write('vedette: no such events; --since 7d looks further back\n');
  }
  return EXIT_CODES.ok;
}

async function pageOf(
  here: Surroundings,
  server: ServerClient,
  options: EventsOptions,
): Promise<EventsPage> {
  const query = new URLSearchParams({
    from: String(Math.max(0, Math.floor(here.clock.epochMs() - (options.since ?? DAY_MS)))),
    order: options.strangest === true ? 'highest-score' : 'newest',
    limit: String(options.limit),
  });
  for (const name of ['workload', 'host', 'minScore', 'finding'] as const) {
    const value = options[name];
    if (value !== undefined) query.set(name, String(value));
  }
  for (const kind of options.kind ?? SCORED_KINDS) query.append('kind', kind);
  return server.get(`/v1/events?${query.toString()}`, EventsPage);
}

/** Asks again and again for the newest, and shows those that were not shown. */
async function follow({
  here,
  server,
  options,
  shown,
}: {
  readonly here: Surroundings;
  readonly server: ServerClient;
  readonly options: EventsOptions;
  readonly shown: readonly StoredEvent[];
}): Promise<void> {
  const interruption = listenForInterruption(here);
  const known = new Set(shown.map(({ id }) => id));
  try {
    while (await pause(interruption.stop)) {
      const { events } = await pageOf(here, server, { ...options, strangest: false });
      const fresh = events.filter(({ id }) => !known.has(id)).toReversed();
      show(here, fresh, options);
      for (const { id } of fresh) remember(known, id);
    }
  } finally {
    interruption.close();
  }
}

async function pause(stop: AbortSignal): Promise<boolean> {
  await delay(FOLLOW_MS, undefined, { signal: stop }).catch(() => undefined);
  return !stop.aborted;
}

function remember(known: Set<string>, id: string): void {
  known.add(id);
  const [oldest] = known;
  if (known.size > SHOWN_MAX && oldest !== undefined) known.delete(oldest);
}

function show(
  here: Surroundings,
  events: readonly StoredEvent[],
  { json }: Pick<EventsOptions, 'json'>,
): void {
  const text = json === true ? (event: StoredEvent) => `${safeJson(event)}\n` : storedEventText;
  for (const event of events) here.stdout.write(text(event));
}

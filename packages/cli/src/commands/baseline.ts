import { escapeText, VedetteError, safeJson } from '@vedette/core';
import {
  forgetItems,
  type HostState,
  openStateStore,
  padText,
  plural,
  stateFolder,
  type StateStore,
} from '@vedette/sweep';

import type { CommonOptions } from '../program/options.ts';
import { chooseHosts } from '../choose-hosts.ts';
import { EXIT_CODES, type Surroundings } from '../surroundings.ts';

const JSON_INDENT = 2;
const NAME_COLUMNS = 20;
const SUBJECT_COLUMNS = 22;
const KEY_COLUMNS = 48;

/** `vedette baseline show [HOST]`: what was learned and approved. */
export async function showBaseline(
  here: Surroundings,
  host: string | undefined,
  { json }: CommonOptions,
): Promise<number> {
  const store = openStateStore(stateFolder(here.env));
  const listed = await store.list();
  const unreadable = listed.filter((state) => state instanceof VedetteError);
  const states = listed.filter((state): state is HostState => !(state instanceof VedetteError));
  for (const error of unreadable) here.stderr.write(`vedette: ${escapeText(error.message)}\n`);
  const chosen = host === undefined ? states : [stateNamed(states, host)];
  if (json === true) {
    const shown = host === undefined ? chosen : chosen[0];
    here.stdout.write(`${safeJson(shown, JSON_INDENT)}\n`);
  } else {
    for (const state of chosen)
      here.stdout.write(host === undefined ? hostLine(state) : itemLines(state));
  }
  return unreadable.length > 0 ? EXIT_CODES.incomplete : EXIT_CODES.ok;
}

/** `vedette baseline forget HOST [SUBJECT [KEY]]`. */
export async function forgetBaseline(
  here: Surroundings,
  request: {
    readonly host: string;
    readonly subject: string | undefined;
    readonly key: string | undefined;
  },
): Promise<void> {
  const store = openStateStore(stateFolder(here.env));
  await requireHost(store, request.host);
  const forgotten = await store.update(request.host, (state) => {
    const next = forgetItems(state, request);
    return { state: next.state, result: next.forgotten };
  });
  here.stdout.write(`forgot ${plural(forgotten, 'item')} of ${escapeText(request.host)}\n`);
}

/**
 * Refuses a host that was never swept, so that a misspelt name does not become a new baseline.
 *
 * @throws VedetteError `host-unknown`
 */
export async function requireHost(store: StateStore, host: string): Promise<void> {
  const { lastSweep } = await store.read(host);
  if (lastSweep !== undefined) return;
  const listed = await store.list();
  stateNamed(
    listed.filter((state): state is HostState => !(state instanceof VedetteError)),
    host,
  );
}

function stateNamed(states: readonly HostState[], host: string): HostState {
  const [found] = chooseHosts(
    states.map((state) => ({ name: state.host, state })),
    [host],
  );
  if (found === undefined) throw new TypeError('a chosen host is there');
  return found.state;
}

function hostLine({ host, learned, items, expected, open }: HostState): string {
  const counts = [
    learned.length === 0 ? 'learning' : 'watching',
    plural(items.length, 'item'),
    `${expected.length} approved`,
    plural(open.length, 'open finding'),
  ];
  return `${padText(escapeText(host), NAME_COLUMNS)}${counts.join(' · ')}\n`;
}

function itemLines({ items, expected }: HostState): string {
  const lines = items
    .toSorted((a, b) => (`${a.subject} ${a.key}` < `${b.subject} ${b.key}` ? -1 : 1))
    .map(({ subject, key, value, firstSeen, approved }) =>
      [
        padText(escapeText(subject), SUBJECT_COLUMNS),
        padText(escapeText(key), KEY_COLUMNS),
        ` ${escapeText(value)}  since ${firstSeen}`,
        approved === undefined
          ? ''
          : `  approved by ${escapeText(approved.who)}: ${escapeText(approved.reason)}`,
      ].join(''),
    );
  const approvals = expected.map(
    ({ finding, summary, who, reason, expires }) =>
      `expected ${finding}  ${escapeText(summary)}  by ${escapeText(who)}: ${escapeText(reason)}${expires === undefined ? '' : ` until ${expires}`}`,
  );
  return [...lines, ...approvals].map((line) => `${line}\n`).join('');
}

import {
  compareDispositions,
  compareSeverities,
  escapeText,
  VedetteError,
  safeJson,
} from '@vedette/core';
import { findingsText, type HostState, openStateStore, stateFolder } from '@vedette/sweep';

import { chooseHosts } from '../choose-hosts.ts';
import { layoutFor } from '../layout.ts';
import type { CommonOptions } from '../program/options.ts';
import { EXIT_CODES, type Surroundings } from '../surroundings.ts';

const JSON_INDENT = 2;

/** The options of `vedette findings`. */
export interface FindingsOptions extends CommonOptions {
  readonly host?: readonly string[];
  readonly verbose?: boolean;
}

/** `vedette findings`: what the last sweeps found and nobody approved. */
export async function listFindings(here: Surroundings, options: FindingsOptions): Promise<number> {
  const listed = await openStateStore(stateFolder(here.env)).list();
  const unreadable = listed.filter((state) => state instanceof VedetteError);
  const states = listed.filter((state): state is HostState => !(state instanceof VedetteError));
  const named = chooseHosts(
    states.map((state) => ({ name: state.host, state })),
    options.host,
  );
  const open = named.flatMap(({ name, state }) =>
    state.open
      .toSorted(
        (a, b) =>
          compareDispositions(a.finding.disposition, b.finding.disposition) ||
          compareSeverities(a.finding.severity, b.finding.severity),
      )
      .map(({ finding, firstSeen, lastSeen }) => ({ host: name, ...finding, firstSeen, lastSeen })),
  );
  for (const error of unreadable) here.stderr.write(`vedette: ${escapeText(error.message)}\n`);
  if (options.json === true) here.stdout.write(`${safeJson(open, JSON_INDENT)}\n`);
  else printFindings(here, named, options);
  return unreadable.length > 0 ? EXIT_CODES.incomplete : EXIT_CODES.ok;
}

function printFindings(
  here: Surroundings,
  hosts: readonly { readonly name: string; readonly state: HostState }[],
  { color, verbose = false }: FindingsOptions,
): void {
  const layout = layoutFor(here, { color, verbose });
  const withOpen = hosts.filter(({ state }) => state.open.length > 0);
  if (withOpen.length === 0) here.stdout.write('no open findings\n');
  for (const { name, state } of withOpen) {
    here.stdout.write(`${layout.paint('strong', escapeText(name))}\n`);
    const findings = state.open.map(({ finding }) => finding);
    here.stdout.write(`${findingsText(findings, layout, name)}\n`);
  }
}

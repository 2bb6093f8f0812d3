import { escapeText, VedetteError, safeJson } from '@vedette/core';
import { approveFindings, openStateStore, plural, stateFolder } from '@vedette/sweep';

import type { CommonOptions } from '../program/options.ts';
import type { Surroundings } from '../surroundings.ts';
import { requireHost } from './baseline.ts';

const JSON_INDENT = 2;

/** The options of `vedette baseline approve`. */
export interface ApproveOptions extends CommonOptions {
  readonly all?: boolean;
  readonly reason: string;
  /** Milliseconds. */
  readonly expires?: number;
}

/** `vedette baseline approve HOST FINDING…`: takes open findings as they should be. */
export async function approveBaseline(
  here: Surroundings,
  request: {
    readonly host: string;
    readonly ids: readonly string[];
    readonly options: ApproveOptions;
  },
): Promise<void> {
  const { host, ids, options } = request;
  if ((ids.length === 0) === (options.all !== true)) {
    throw new VedetteError('usage', { problem: 'name findings, or --all of them, not both' });
  }
  const store = openStateStore(stateFolder(here.env));
  await requireHost(store, host);
  const nowMs = here.clock.epochMs();
  const approved = await store.update(host, (state) => {
    const next = approveFindings(state, {
      findings: options.all === true ? 'all' : ids,
      reason: options.reason,
      who: here.user,
      now: new Date(nowMs).toISOString(),
      ...(options.expires === undefined
        ? {}
        : { expires: new Date(nowMs + options.expires).toISOString() }),
    });
    return { state: next.state, result: next.approved };
  });
  if (options.json === true) {
    const findings = approved.map(({ finding }) => finding);
    here.stdout.write(`${safeJson(findings, JSON_INDENT)}\n`);
    return;
  }
  here.stdout.write(`approved ${plural(approved.length, 'finding')} of ${escapeText(host)}\n`);
  for (const { finding } of approved) {
    const stays =
      finding.disposition === 'slam-dunk' ? ' (a slam-dunk: it will be shown as ambiguous)' : '';
    here.stdout.write(`  ${finding.id}  ${escapeText(finding.summary)}${stays}\n`);
  }
}

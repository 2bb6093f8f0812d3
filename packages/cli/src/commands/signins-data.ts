import { safeJson } from '@vedette/core';
import { type NetworkDataStatus, openNetworkData } from '@vedette/identity';

import type { CommonOptions } from '../program/options.ts';
import { EXIT_CODES, type Surroundings } from '../surroundings.ts';

const JSON_INDENT = 2;

/** `vedette signins data`: which data about addresses is installed, how old, and by whose licence. */
export async function showNetworkData(
  here: Surroundings,
  { json }: CommonOptions,
  from: string = import.meta.filename,
): Promise<number> {
  const networks = openNetworkData({ nowMs: here.clock.epochMs, from });
  await networks.loaded;
  const status = networks.status();
  here.stdout.write(
    json === true ? `${safeJson(status, JSON_INDENT)}\n` : status.map(statusText).join(''),
  );
  return status.every(({ state }) => state === 'ready') ? EXIT_CODES.ok : EXIT_CODES.incomplete;
}

function statusText(data: NetworkDataStatus): string {
  const { tells, state, version, builtAt, ageDays, staleAfterDays, licence, attribution } = data;
  const age = ageDays === null ? 'age unknown' : `${ageDays} days old`;
  const what = data.package === null ? '' : `  ${data.package} ${version ?? ''}`;
  const lines = [
    `${tells.padEnd(9)}${state}${what}`,
    ...(data.package === null
      ? []
      : [`         made ${builtAt ?? 'at an unknown time'}, ${age}; used up to ${staleAfterDays}`]),
    ...(licence === null ? [] : [`         ${licence}: ${attribution ?? ''}`]),
    ...(data.problem === null ? [] : [`         ${data.problem}`]),
  ];
  return `${lines.join('\n')}\n`;
}

import type { Coverage } from '@vedette/core';

import type { HostSweep } from '../fleet/host-sweep.ts';
import { PROCESS } from '../findings/observation.ts';
import type { Check } from '../checks/check.ts';

/** Lines of coverage that are kept of one host; the rest is one more line with a number. */
const COVERAGE_MAX = 200;

/** What a sweep could not see: gaps that the probe named, sections that did not end, hostility. */
export function sweepCoverage(
  sweep: HostSweep,
  { selected, all }: { readonly selected: readonly Check[]; readonly all: readonly Check[] },
): Coverage[] {
  const asked = namesOf(selected);
  const known = namesOf(all);
  const lines = [
    ...outcomeGaps(sweep),
    ...sectionGaps(sweep),
    // A gap of what was not asked for takes nothing away from what was.
    ...sweep.gaps.filter(({ check }) => asked.has(check) || !known.has(check)),
    ...hostilityGaps(sweep),
  ];
  const unique = [...new Map(lines.map((line) => [JSON.stringify(line), line])).values()];
  if (unique.length <= COVERAGE_MAX) return unique;
  const reason = `${unique.length - COVERAGE_MAX} more gaps`;
  return [...unique.slice(0, COVERAGE_MAX), { check: 'coverage', effect: 'blind', reason }];
}

/** What a gap may be about, for these checks: a check, or the subject of its items. */
function namesOf(checks: readonly Check[]): ReadonlySet<string> {
  return new Set(checks.flatMap(({ id, subject }) => (subject === PROCESS ? [id] : [id, subject])));
}

function outcomeGaps({ outcome, bytesReceived }: HostSweep): Coverage[] {
  const blind = (reason: string): Coverage[] => [{ check: 'session', effect: 'blind', reason }];
  switch (outcome.kind) {
    case 'ended':
      return outcome.exitCode === 0
        ? []
        : blind(`the remote shell ended with exit code ${outcome.exitCode}`);
    case 'unreachable':
      return blind(outcome.message);
    case 'timed-out':
      return blind('the sweep was not done within ssh_timeout_secs');
    case 'silent':
      return blind('the host fell silent and was given up');
    case 'flooded':
      return blind(`the host sent too much and was cut off after ${bytesReceived} bytes`);
    case 'aborted':
      return blind('the sweep was interrupted');
    case 'not-started':
      return blind(
        outcome.reason === 'total-timeout'
          ? 'its turn did not come within total_timeout_secs'
          : 'the sweep was interrupted before its turn came',
      );
  }
}

function sectionGaps({ sections, outcome }: HostSweep): Coverage[] {
  if (outcome.kind === 'unreachable' || outcome.kind === 'not-started') return [];
  const ofState = (state: 'missing' | 'incomplete'): string[] =>
    [...sections].filter(([, own]) => own === state).map(([name]) => name);
  const missing = 'nothing came from this section of the probe';
  const incomplete = 'this section of the probe did not come to its end';
  return [
    ...ofState('missing').map((check) => ({ check, effect: 'blind', reason: missing }) as const),
    ...ofState('incomplete').map(
      (check) => ({ check, effect: 'blind', reason: incomplete }) as const,
    ),
  ];
}

function hostilityGaps(sweep: HostSweep): Coverage[] {
  const { violations, unknownCodes, limit, finished, host, outcome } = sweep;
  const blind = (reason: string): Coverage => ({ check: 'wire', effect: 'blind', reason });
  const [first] = violations.first;
  return [
    ...(violations.count === 0
      ? []
      : [
          blind(
            `${violations.count} frames are not what the probe sends (${first?.code ?? ''}: ${first?.detail ?? ''}): something writes into its output`,
          ),
        ]),
    ...(unknownCodes === 0
      ? []
      : [blind(`${unknownCodes} codes that the probe does not have: something forges its output`)]),
    ...(limit === null ? [] : [blind(`the bound on ${limit} was reached; the rest was not read`)]),
    ...(finished || outcome.kind !== 'ended' || limit !== null
      ? []
      : [blind('its output broke off before the end')]),
    ...(host === null && outcome.kind === 'ended'
      ? [blind('the host did not say what it is')]
      : []),
  ];
}

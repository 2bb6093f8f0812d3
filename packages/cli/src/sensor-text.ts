import { escapeText } from '@vedette/core';
import type { SensorDiagnosis } from '@vedette/sensor';

const WORKLOADS_SHOWN = 20;

/** What `vedette sensor doctor` says to a person. */
export function diagnosisText(diagnosis: SensorDiagnosis): string {
  const { kernel, arch, uid, btf, capabilities, rungs, uses, workloads, endpoint } = diagnosis;
  const held = Object.entries(capabilities)
    .filter(([, has]) => has)
    .map(([name]) => name);
  const lines = [
    `kernel ${kernel} on ${arch}, BTF ${btf ? 'yes' : 'no'}`,
    `uid ${uid}, capabilities: ${held.length === 0 ? 'none that help' : held.join(' ')}`,
    '',
    uses === null ? 'No capture works here.' : `A sensor here uses ${uses}.`,
    ...rungs.flatMap((rung) =>
      rung.works
        ? [`  ${rung.source}: works`, ...rung.limits.map((limit) => `    cannot see: ${limit}`)]
        : [`  ${rung.source}: no (${rung.code}): ${rung.reason}`],
    ),
    '',
    'Workloads of what runs now:',
    ...workloads
      .slice(0, WORKLOADS_SHOWN)
      .map(({ name, processes, reason }) => `  ${processes}  ${name}  (${reason})`),
  ];
  if (workloads.length > WORKLOADS_SHOWN) {
    lines.push(`  and ${workloads.length - WORKLOADS_SHOWN} more; --json shows all`);
  }
  if (endpoint !== undefined) {
    const state = endpoint.reachable ? 'ok' : 'not reachable';
    lines.push('', `${endpoint.url}: ${state}: ${endpoint.answer}`);
  }
  return lines.map((line) => escapeText(line)).join('\n');
}

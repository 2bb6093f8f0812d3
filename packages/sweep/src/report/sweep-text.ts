import type { TextLayout } from './finding-text.ts';
import { plural } from './plural.ts';
import type { HostReport } from './sweep-report.ts';

/** The first line of a report. */
export function headText(hosts: number, armed: boolean, { paint }: TextLayout): string {
  return `${paint('strong', 'vedette sweep')}  ${plural(hosts, 'host')} · armed=${String(armed)}`;
}

/** The last line of a report: the sum, and what to do about open findings. */
export function footText(hosts: readonly HostReport[], { paint }: TextLayout): string {
  const count = (status: HostReport['status']): number =>
    hosts.filter((host) => host.status === status).length;
  const sum = (['clean', 'findings', 'incomplete', 'unreachable'] as const)
    .filter((status) => count(status) > 0)
    .map((status) => `${count(status)} ${status === 'findings' ? 'with findings' : status}`)
    .join(' · ');
  const hint =
    count('findings') > 0 ? '\nas it should be? vedette baseline approve HOST FINDING' : '';
  return paint('quiet', `${sum}${hint}`);
}

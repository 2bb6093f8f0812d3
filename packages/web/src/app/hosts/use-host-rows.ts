import { useQuery } from '@tanstack/react-query';

import { useNow } from '../elements/time.tsx';
import { healthQuery } from '../health/health-query.ts';
import { hostBadges } from './host-badges.ts';
import type { HostRow } from './host-filter.ts';
import type { Host } from './host-shapes.ts';
import { sweepStanding } from './sweep-standing.ts';

/** Hosts as they stand now: what is stale depends on how often the server sweeps. */
export function useHostRows(hosts: readonly Host[]): readonly HostRow[] {
  const nowMs = useNow();
  const { data: health } = useQuery(healthQuery);
  const everyMs = health?.sweeps?.everyMs ?? null;
  return hosts.map((host) => ({
    host,
    standing: sweepStanding(host.sweep),
    badges: hostBadges(host, { nowMs, everyMs }),
  }));
}

import type { TrustFilter } from './workload-search.ts';

/** Half of the doubt is gone: believed more than doubted, as the workload's own counts have it. */
const TRUSTED_FROM = 0.5;

/** How far a command is believed to be normal. */
export function trustState({
  confirmedMs,
  trust,
}: {
  readonly confirmedMs: number | null;
  readonly trust: number;
}): TrustFilter {
  if (confirmedMs !== null) return 'confirmed';
  return trust < TRUSTED_FROM ? 'pending' : 'trusted';
}

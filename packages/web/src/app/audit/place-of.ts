/** A page about what something was done to. */
export type Place =
  | { readonly to: '/findings/$id'; readonly params: { readonly id: string } }
  | { readonly to: '/evidence/$id'; readonly params: { readonly id: string } }
  | { readonly to: '/workloads/$workload'; readonly params: { readonly workload: string } };

const TARGET = /^\/v1\/(findings|evidence|workloads)\/([^/]+)\//;

/** The page of the target of a request; null where it has none. */
export function placeOf(target: string): Place | null {
  const [, kind, part = ''] = TARGET.exec(target) ?? [];
  const name = decoded(part);
  if (name === null) return null;
  switch (kind) {
    case 'findings':
      return { to: '/findings/$id', params: { id: name } };
    case 'evidence':
      return { to: '/evidence/$id', params: { id: name } };
    case 'workloads':
      return { to: '/workloads/$workload', params: { workload: name } };
    case undefined:
    default:
      return null;
  }
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

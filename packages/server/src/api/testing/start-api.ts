import { DEFAULT_LIMITS, type ApiLimits } from '../api-limits.ts';
import type { ApiParts } from '../api-parts.ts';
import type { App } from '../app.ts';
import type { Caller, Scope } from '../caller.ts';
import type { PageTable } from '../../pages/read-pages.ts';
import { createApi } from '../create-api.ts';
import { nothingBehind } from '../openapi-document.ts';

/** A server with nothing but the API: what it stands on are the test's own parts. */
export interface TestApi extends AsyncDisposable {
  readonly port: number;
  readonly get: (path: string, init?: RequestInit) => Promise<Response>;
}

const LISTEN = '127.0.0.1';

/** Listens on a free port; the tokens are the names of the scopes. */
export async function startApi(
  parts: Partial<ApiParts> = {},
  {
    limits = {},
    isStopping = (): boolean => false,
    more = [],
    publicNames = [],
    pages = null,
  }: {
    readonly limits?: Partial<ApiLimits>;
    readonly isStopping?: () => boolean;
    readonly more?: readonly ((app: App) => void)[];
    readonly publicNames?: readonly string[];
    readonly pages?: PageTable | null;
  } = {},
): Promise<TestApi> {
  const api = await createApi(
    {
      ...nothingBehind('0.0.0'),
      authenticate: (token) => callers.get(token),
      nowMs: Date.now,
      ...parts,
    },
    {
      ...{ listen: LISTEN, limits: { ...DEFAULT_LIMITS, ...limits }, isStopping },
      ...{ more, publicNames, pages },
    },
  );
  await api.listen({ host: LISTEN, port: 0 });
  const address = api.server.address();
  if (address === null || typeof address === 'string') throw new TypeError('no TCP address');
  const { port } = address;
  return {
    port,
    get: (path, { headers, ...init } = {}) =>
      fetch(`http://${LISTEN}:${port}${path}`, {
        ...init,
        headers: { authorization: 'Bearer operate', ...Object.fromEntries(new Headers(headers)) },
      }),
    [Symbol.asyncDispose]: async () => {
      api.server.closeAllConnections();
      await api.close();
    },
  };
}

const callers = new Map<string, Caller>(
  (['ingest', 'sign-ins', 'view', 'operate'] satisfies Scope[]).map((scope) => [
    scope,
    { tokenId: scope, name: `a ${scope} token`, org: 'acme', scope },
  ]),
);

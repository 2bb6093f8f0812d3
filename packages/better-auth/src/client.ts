import type { BetterAuthClientPlugin } from 'better-auth';

import { VEDETTE_ERROR_CODES } from './error-codes.ts';
import type { vedette } from './plugin.ts';
import type { StepUpRequired } from './types.ts';

export { VEDETTE_ERROR_CODES };
export type { SignInEntry, StepUpMethod, StepUpRequired, StepUpStatus } from './types.ts';

/** What an application does when a sign-in is challenged. */
export interface VedetteClientOptions {
  readonly onStepUpRequired?: (required: StepUpRequired) => Promise<void> | void;
  /** Where to go when there is no `onStepUpRequired`; only a path of the same site. */
  readonly stepUpPage?: string;
}

/** The page that goes with the server's `stepUpPage`: a path, never a scheme or another host. */
const OWN_PATH = /^\/(?![/\\])/;

/** The client's half of the plugin, for `createAuthClient`. */
export function vedetteClient(options: VedetteClientOptions = {}) {
  return {
    id: 'vedette',
    // A type for inference: better-auth never reads the value.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    $InferServerPlugin: {} as ReturnType<typeof vedette>,
    pathMethods: {
      '/vedette/step-up/status': 'GET',
      '/vedette/step-up/send-code': 'POST',
      '/vedette/step-up/verify': 'POST',
      '/vedette/step-up/cancel': 'POST',
      '/vedette/review': 'POST',
      '/vedette/sign-ins': 'GET',
      '/vedette/sign-ins/report': 'POST',
      '/vedette/signature': 'GET',
      '/vedette/admin/sign-ins': 'GET',
      '/vedette/admin/signature': 'GET',
      '/vedette/admin/confirm': 'POST',
      '/vedette/admin/report': 'POST',
      '/vedette/admin/reset': 'POST',
      '/vedette/admin/delete': 'POST',
      '/vedette/admin/status': 'GET',
    },
    atomListeners: [
      {
        matcher: (path) =>
          path === '/vedette/step-up/verify' || path === '/vedette/sign-ins/report',
        signal: '$sessionSignal',
      },
    ],
    fetchPlugins: [
      {
        id: 'vedette',
        name: 'vedette',
        hooks: {
          onRequest: (context) => {
            context.headers.set('x-vedette-utc-offset', String(-new Date().getTimezoneOffset()));
            return context;
          },
          onSuccess: async (context) => {
            if (!isStepUp(context.data)) return;
            if (context.request.url.toString().includes('/vedette/')) return;
            if (options.onStepUpRequired !== undefined) {
              await options.onStepUpRequired(context.data);
              return;
            }
            const { stepUpPage } = options;
            if (stepUpPage !== undefined && OWN_PATH.test(stepUpPage)) goTo(stepUpPage);
          },
        },
      },
    ],
    $ERROR_CODES: VEDETTE_ERROR_CODES,
  } satisfies BetterAuthClientPlugin;
}

/** Goes to a page; nothing outside a browser. */
function goTo(path: string, scope: object = globalThis): void {
  const page = 'location' in scope ? scope.location : null;
  if (typeof page === 'object' && page !== null && 'href' in page) page.href = path;
}

function isStepUp(data: unknown): data is StepUpRequired {
  return (
    typeof data === 'object' &&
    data !== null &&
    'stepUpRequired' in data &&
    data.stepUpRequired === true
  );
}

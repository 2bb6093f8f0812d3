import type { SignInHistory } from './history/sign-in-history.ts';
import type { SignInService } from './sign-in-service.ts';

const nothing = (): Promise<never> => Promise.reject(new TypeError('a description knows nobody'));

const NO_HISTORY: SignInHistory = {
  applications: nothing,
  signIns: nothing,
  users: nothing,
  detections: nothing,
  user: nothing,
  all: nothing,
  decide: nothing,
  decideUser: nothing,
};

/** Only describes the routes: there is nothing behind it that could judge. */
export const NO_SIGN_INS: SignInService = {
  assess: () => Promise.reject(new TypeError('a description judges nobody')),
  confirm: () => Promise.reject(new TypeError('a description judges nobody')),
  report: () => Promise.reject(new TypeError('a description judges nobody')),
  export: async () => null,
  history: NO_HISTORY,
  remove: async () => false,
  reset: async () => false,
  prune: async () => undefined,
  status: () => {
    throw new TypeError('a description has no status');
  },
  close: async () => undefined,
};

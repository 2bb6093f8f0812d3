import type { SignInService } from './sign-in-service.ts';

/** Only describes the routes: there is nothing behind it that could judge. */
export const NO_SIGN_INS: SignInService = {
  assess: () => Promise.reject(new TypeError('a description judges nobody')),
  confirm: () => Promise.reject(new TypeError('a description judges nobody')),
  report: () => Promise.reject(new TypeError('a description judges nobody')),
  export: async () => null,
  remove: async () => false,
  prune: async () => undefined,
  status: () => {
    throw new TypeError('a description has no status');
  },
  close: async () => undefined,
};

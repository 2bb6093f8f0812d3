import { setImmediate as turn } from 'node:timers/promises';

import type { BetterAuthOptions, DBAdapter } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';

const TABLES = ['user', 'session', 'account', 'verification'].concat(
  ['Record', 'Device', 'SignIn', 'Challenge', 'Population'].map((name) => `vedette${name}`),
);

/** Whether an operation on a model fails. */
type IsDown = (operation: string, model: unknown) => boolean;

/**
 * A real adapter that answers some turns later, as a database over a network does: what requests
 * do at the same moment is then mixed, which SQLite within the process never shows.
 */
export function laggingAdapter(
  isDown: IsDown = () => false,
): (options: BetterAuthOptions) => DBAdapter {
  const create = memoryAdapter(Object.fromEntries(TABLES.map((name) => [name, []])));
  return (options) =>
    new Proxy(create(options), {
      get: (target, name, receiver) => {
        const value: unknown = Reflect.get(target, name, receiver);
        if (typeof value !== 'function' || name === 'transaction') return value;
        return async (...given: unknown[]): Promise<unknown> => {
          const [asked] = given;
          const model = typeof asked === 'object' && asked && 'model' in asked ? asked.model : '';
          if (isDown(String(name), model)) throw new Error('connection refused');
          await turn();
          const answer: unknown = await Reflect.apply(value, target, given);
          await turn();
          // A row as it was then, not one that changes in the caller's hands.
          return structuredClone(answer);
        };
      },
    });
}

import { createSeededRandom, type SeededRandom } from './generate/seeded-random.ts';
import { type Attempt, drawSignIns } from './generate/sign-ins.ts';
import { drawUser, type User } from './generate/users.ts';
import { createWorld, type World } from './generate/world.ts';

/** A synthetic service: its users and a year of attempts, in order. */
export interface Service {
  readonly random: SeededRandom;
  readonly world: World;
  readonly users: ReadonlyMap<string, User>;
  readonly attempts: readonly Attempt[];
}

/** Draws a service from a seed. */
export function drawService(seed: number, size: number): Service {
  const random = createSeededRandom(seed);
  const world = createWorld();
  const users = Array.from({ length: size }, (_, id) => drawUser(random, world, id));
  const attempts = users.flatMap((user) => drawSignIns(random, world, user));
  return {
    random,
    world,
    users: new Map(users.map((user) => [user.id, user])),
    attempts: attempts.toSorted((a, b) => a.atMs - b.atMs),
  };
}

import { createPopulation, type Population } from '@vedette/identity';

/**
 * A background that may be learned into and thrown away: learning a user's sign-in reads only the
 * moments of all users, and the real background must learn it once, when the change was kept.
 */
export function scratchOf({ moments }: Pick<Population, 'moments'>): Population {
  return { ...createPopulation(), moments };
}

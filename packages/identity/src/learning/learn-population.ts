import { historyIndex } from '../population/history.ts';
import { addPopulationMoment, type Population } from '../population/population.ts';
import { dayOf } from '../signature/day.ts';
import type { LevelKeys } from '../signature/levels.ts';
import type { Signature } from '../signature/signature.ts';
import { fromJson } from './learn-sign-in.ts';
import type { Learnable } from './learnable.ts';
import { novelLevels } from './novel-levels.ts';

/**
 * Adds a confirmed sign-in to the background of all users; `signature` is the user's before it
 * was learned. At most one a user and day counts, so that no single account shapes the background.
 */
export function learnPopulation(
  population: Population,
  signature: Signature,
  signIn: Learnable,
): void {
  const day = dayOf(signIn.atMs);
  if (signature.learned > 0 && signature.today.day === Math.floor(day)) return;
  const keys: LevelKeys = signIn.keys;
  const history = historyIndex(signature.learned);
  const { trials, fresh } = novelLevels(signature, keys);
  for (const level of trials) population.novelty.add(level, history, fresh.includes(level));
  population.learned += 1;
  if (keys.country !== null) population.countries.add(keys.country);
  if (keys.network !== null) {
    population.networks.add(`${keys.country ?? ''} ${keys.network}`);
    if (keys.kind !== null) population.kinds.add(keys.kind);
    if (trials.includes('address')) {
      population.addressTrials.add(keys.network);
      if (fresh.includes('address')) population.addressNovel.add(keys.network);
    }
  }
  if (keys.client !== null) {
    population.clients.add(keys.client);
    if (keys.ja4 !== null) {
      population.ja4.add(keys.ja4);
      population.ja4Families.add(`${keys.ja4} ${keys.client.split('/')[0] ?? ''}`);
    }
  }
  for (const key of [keys.version, keys.system]) {
    const slash = key?.lastIndexOf('/') ?? -1;
    if (key !== null && slash > 0)
      population.releases.add(key.slice(0, slash), Number(key.slice(slash + 1)), day);
  }
  population.hours[signIn.hour] = (population.hours[signIn.hour] ?? 0) + 1;
  population.weekdays[signIn.weekday] = (population.weekdays[signIn.weekday] ?? 0) + 1;
  if (signature.learned === 0) return;
  addPopulationMoment(population, fromJson(signIn.x));
  population.scores.add(signIn.score);
  if (signIn.minusLog10P !== null) population.pValues[history]?.add(signIn.minusLog10P);
}

import type { Evidence } from '../reasons/reason-codes.ts';
import { NETWORK_KINDS, type NetworkKind } from '../signals/sign-in.ts';
import { type Item, itemOf } from '../signature/tally.ts';
import { isKnownAt, judgeLevel } from './level-evidence.ts';
import type { ScorerInput } from './scorer-input.ts';
import { ATTACK_KINDS, USUAL_KINDS } from './weights.ts';

/** Evidence, and how surprising it is for this user. */
export interface Findings {
  readonly evidence: readonly Evidence[];
  readonly surprisal: number | null;
}

/** Sign-ins that the population's networks kinds are worth in a user's own. */
const KIND_STRENGTH = 2;
/** A table of networks is weak evidence: it is worth ln(0.38 / 0.015) nats at most. */
const USUAL_MIN = 0.015;
/** Keeps an ASN's own rate of new addresses from being taken from a handful of sign-ins. */
const CHURN_STRENGTH = 10;
/** Sign-ins before the share of a value among all users says much. */
export const BACKGROUND_STRENGTH = 50;
/** Many users share an address at work or behind a carrier's NAT. */
const ADDRESS_BACKGROUND = 0.002;

/** Country, then network given country, then address given network; and what the network is for. */
export function judgeNetwork(input: ScorerInput): Findings {
  const { keys, signature, population } = input;
  const { country, network, address } = keys;
  const learned = signature.learned;
  const evidence: Evidence[] = [];
  let surprisal: number | null = null;
  let countryItem: Item | undefined;
  if (country !== null && isKnownAt(input, 'country')) {
    const background = share(population.countries.get(country), population.countries.total());
    const verdict = judgeLevel(input, { level: 'country', key: country, background, graded: true });
    countryItem = verdict.item;
    surprisal = verdict.surprisal;
    const params = { country, seen: seenDays(verdict.item), of: learned };
    evidence.push(named('country', verdict, params));
    // Given a new country, a new network and address are no further surprise.
    if (countryItem === undefined)
      return { evidence: [...evidence, ...judgeKind(input)], surprisal };
  }
  if (network === null || !isKnownAt(input, 'network')) return { evidence, surprisal };
  const inCountry = population.networks.get(`${country ?? ''} ${network}`);
  const background = share(
    inCountry,
    country === null ? population.networks.total() : population.countries.get(country),
  );
  const verdict = judgeLevel(input, {
    level: 'network',
    key: network,
    parent: countryItem,
    background,
    graded: true,
  });
  surprisal = (surprisal ?? 0) + verdict.surprisal;
  evidence.push(named('network', verdict, { network, seen: seenDays(verdict.item), of: learned }));
  if (verdict.item === undefined)
    return { evidence: [...evidence, ...judgeKind(input)], surprisal };
  if (address === null || !isKnownAt(input, 'address')) return { evidence, surprisal };
  const own = judgeLevel(input, {
    level: 'address',
    key: address,
    parent: verdict.item,
    background: ADDRESS_BACKGROUND,
    rate: addressChurn(input, network),
    graded: false,
  });
  evidence.push(named('address', own, { network, seen: seenDays(own.item), of: learned }));
  return { evidence, surprisal: surprisal + own.surprisal };
}

/** Hosting, VPN and relay networks, where the network is new to the user. */
export function judgeKind({ keys, signIn, signature, population }: ScorerInput): Evidence[] {
  const { address } = signIn;
  if (address === null || keys.kind === null) return [];
  const tally = signature.levels.kind;
  const background = (kind: NetworkKind): number =>
    (USUAL_KINDS[kind] * 100 + population.kinds.get(kind)) / (100 + population.kinds.total());
  const own = itemOf(tally, address.kind)?.weight ?? 0;
  const usual = Math.max(
    USUAL_MIN,
    (own + KIND_STRENGTH * background(address.kind)) / (tally.total + KIND_STRENGTH),
  );
  const sum = NETWORK_KINDS.reduce((total, kind) => total + ATTACK_KINDS[kind], 0);
  const contribution = Math.log(ATTACK_KINDS[address.kind] / sum / usual);
  const params = { network: keys.network ?? '' };
  return [{ code: `kind-${address.kind}`, contribution, params }];
}

/** How often a user of this network comes with a new address: often on a carrier's, seldom on fibre. */
function addressChurn({ population, history }: ScorerInput, network: string): number {
  const overall = population.novelty.rate('address', history);
  const trials = population.addressTrials.get(network);
  const novel = population.addressNovel.get(network);
  return (overall * CHURN_STRENGTH + novel) / (CHURN_STRENGTH + Math.max(trials, novel));
}

function share(count: number, total: number): number {
  return (count + 0.5) / (total + BACKGROUND_STRENGTH);
}

/** On how many days a value was seen: what a person can check against their memory. */
export function seenDays(item: Item | undefined): number {
  return item?.days ?? 0;
}

type Paired = 'country' | 'network' | 'address' | 'client' | 'model' | 'pairing' | 'ja4' | 'offset';

/** The reason of a level: `…-usual` for a value seen before, `…-new` for one that was not. */
export function named(
  about: Paired,
  { item, nats }: { readonly item: Item | undefined; readonly nats: number },
  params: Evidence['params'],
): Evidence {
  return { code: `${about}-${item === undefined ? 'new' : 'usual'}`, contribution: nats, params };
}

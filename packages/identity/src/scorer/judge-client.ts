import type { Evidence } from '../reasons/reason-codes.ts';
import { NO_DEVICE } from '../signals/sign-in.ts';
import { itemOf } from '../signature/tally.ts';
import { BACKGROUND_STRENGTH, type Findings, named, seenDays } from './judge-network.ts';
import { judgeRelease } from './judge-release.ts';
import { isKnownAt, judgeLevel } from './level-evidence.ts';
import type { ScorerInput } from './scorer-input.ts';
import {
  HINTS_INCONSISTENT_NATS,
  JA4_INCONSISTENT_NATS,
  JA4_SIGHTINGS_MIN,
  SCRIPT_NATS,
} from './weights.ts';

/** A model of phone is shared by few; without knowing how few, the share of a popular one. */
const MODEL_BACKGROUND = 0.05;
/** Two known things together: how often by chance. */
const PAIRING_BACKGROUND = 0.3;
const DEVICE_BACKGROUND = 0.001;
const JA4_BACKGROUND = 0.2;

/** Browser and system, then model, version and pairing with the network given those. */
export function judgeClient(input: ScorerInput): Findings {
  const { keys, signIn, signature, population } = input;
  const { client } = signIn;
  if (client === null || keys.client === null || !isKnownAt(input, 'client'))
    return { evidence: [], surprisal: null };
  const evidence: Evidence[] = [];
  const learned = signature.learned;
  const shown = { family: client.family, os: client.os };
  const background =
    (population.clients.get(keys.client) + 0.5) /
    (population.clients.total() + BACKGROUND_STRENGTH);
  const verdict = judgeLevel(input, {
    level: 'client',
    key: keys.client,
    background,
    graded: true,
  });
  evidence.push(named('client', verdict, { ...shown, seen: seenDays(verdict.item), of: learned }));
  let { surprisal } = verdict;
  if (client.type === 'script' && verdict.item === undefined)
    evidence.push({ code: 'client-script', contribution: SCRIPT_NATS, params: shown });
  if (client.hintsAgree === false && verdict.item === undefined)
    evidence.push({
      code: 'hints-inconsistent',
      contribution: HINTS_INCONSISTENT_NATS,
      params: shown,
    });
  if (verdict.item === undefined) return { evidence, surprisal };
  if (keys.model !== null && isKnownAt(input, 'model')) {
    const model = judgeLevel(input, {
      level: 'model',
      key: keys.model,
      parent: verdict.item,
      background: MODEL_BACKGROUND,
      graded: false,
    });
    surprisal += model.surprisal;
    evidence.push(named('model', model, { ...shown, seen: seenDays(model.item), of: learned }));
  }
  const pauseDays = Math.max(0, signature.levels.client.asOfDay - verdict.item.lastDay);
  for (const level of ['version', 'system'] as const) {
    const found = judgeRelease(input, { level, client, pauseDays });
    if (found !== null) {
      surprisal += Math.max(0, found.contribution);
      evidence.push(found);
    }
  }
  return { evidence: [...evidence, ...judgePairing(input)], surprisal };
}

/** A known browser on a known network, but never before together: the phone that left its carrier. */
function judgePairing(input: ScorerInput): Evidence[] {
  const { keys, signature } = input;
  const { pairing, network } = keys;
  if (pairing === null || network === null || !isKnownAt(input, 'pairing')) return [];
  if (itemOf(signature.levels.network, network) === undefined) return [];
  const background = PAIRING_BACKGROUND;
  const verdict = judgeLevel(input, { level: 'pairing', key: pairing, background, graded: false });
  return [named('pairing', verdict, { network, seen: seenDays(verdict.item) })];
}

/** The device cookie: the one thing that cannot be guessed. */
export function judgeDevice(input: ScorerInput): Evidence[] {
  const { device } = input.keys;
  if (device === null || !isKnownAt(input, 'device')) return [];
  const background = DEVICE_BACKGROUND;
  const key = device === NO_DEVICE ? '' : device;
  const verdict = judgeLevel(input, { level: 'device', key, background, graded: false });
  const seen = seenDays(verdict.item);
  const code =
    device === NO_DEVICE ? 'device-missing' : verdict.item ? 'device-usual' : 'device-new';
  return [{ code, contribution: verdict.nats, params: { seen } }];
}

/** The TLS stack: the user's own ones, and whether it belongs to the browser that it claims. */
export function judgeJa4(input: ScorerInput): Evidence[] {
  const { keys, signIn, population, signature } = input;
  if (keys.ja4 === null) return [];
  const family = signIn.client?.family ?? 'unknown';
  const known = itemOf(signature.levels.ja4, keys.ja4) !== undefined;
  const lies =
    !known &&
    population.ja4.get(keys.ja4) >= JA4_SIGHTINGS_MIN &&
    population.ja4Families.get(`${keys.ja4} ${family}`) === 0;
  if (lies)
    return [{ code: 'ja4-inconsistent', contribution: JA4_INCONSISTENT_NATS, params: { family } }];
  if (!isKnownAt(input, 'ja4')) return [];
  const background = JA4_BACKGROUND;
  const verdict = judgeLevel(input, { level: 'ja4', key: keys.ja4, background, graded: false });
  return [named('ja4', verdict, { seen: seenDays(verdict.item) })];
}

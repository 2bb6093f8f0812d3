import {
  assessSignInNow,
  confirmSignIn,
  createDigestKey,
  createPopulation,
  DEFAULT_SETTINGS,
  EMPTY_RECORD,
  keepPending,
  readRbaRow,
  type SignIn,
  type UserRecord,
} from '@vedette/identity';

import type { Detector } from './detector.ts';
import type { Service } from './draw-service.ts';
import { createFreeman } from './freeman.ts';
import { type Attacker, ATTACKERS, drawAttack } from './generate/attackers.ts';
import type { Attempt } from './generate/sign-ins.ts';
import { writeRow } from './generate/write-row.ts';
import { createRules } from './rules.ts';

/** One sign-in as every detector scored it. */
export interface Scored {
  readonly user: string;
  readonly label: string;
  /** Legitimate sign-ins of the user before it. */
  readonly history: number;
  readonly travels: boolean;
  readonly viaVpn: boolean;
  readonly scores: Readonly<Record<string, number>>;
  readonly p: number;
  readonly lawP: number;
  readonly wanted: string;
}

/** The name under which our scores are. */
export const OURS = 'vedette';
/** Sign-ins before any counts: every detector starts from nothing and gets as long to learn. */
const WARM_UP = 2500;
/** Attacks are tried after so many sign-ins, each kind once. */
const ATTACK_SHARE = 0.12;

/**
 * Replays a service once through every detector, in order: each scores a sign-in before it learns
 * it, legitimate ones are all confirmed, attacks are scored against the victim's state at that
 * instant and learned by nobody.
 */
export function runService(service: Service, challengeBudget: number): Scored[] {
  const { random, world, users, attempts } = service;
  const settings = { ...DEFAULT_SETTINGS, mode: 'enforce', challengeBudget } as const;
  const population = createPopulation();
  const records = new Map<string, UserRecord>();
  const peers: Detector[] = [createFreeman(), ...createRules()];
  const digestKey = createDigestKey('bench');
  const failures = new Map<string, number>();
  const scored: Scored[] = [];
  let seen = 0;
  const read = (attempt: Attempt, failed: number): SignIn =>
    readRbaRow(writeRow(attempt, 0), { digestKey, failures: failed }).signIn;
  const score = (attempt: Attempt, signIn: SignIn) => {
    const record = records.get(attempt.user) ?? EMPTY_RECORD;
    const { signature } = record;
    const id = `${attempt.user}:${attempt.atMs}`;
    const assessment = assessSignInNow({ id, signIn, signature, population, settings });
    const scores: Record<string, number> = { [OURS]: assessment.score };
    for (const peer of peers) scores[peer.name] = peer.score(attempt.user, signIn);
    if (seen > WARM_UP && signature.learned > 0)
      scored.push({
        user: attempt.user,
        label: attempt.label,
        history: signature.learned,
        travels: attempt.travels,
        viaVpn: attempt.viaVpn,
        scores,
        p: assessment.stages.gaussian.p,
        lawP: assessment.stages.gaussian.lawP,
        wanted: assessment.wanted,
      });
    return { record, assessment };
  };
  for (const attempt of attempts) {
    const failed = failures.get(attempt.user) ?? 0;
    if (!attempt.succeeded) {
      failures.set(attempt.user, failed + 1);
      continue;
    }
    failures.delete(attempt.user);
    const signIn = read(attempt, failed);
    const user = users.get(attempt.user);
    if (user !== undefined && random.chance(ATTACK_SHARE))
      for (const kind of ATTACKERS) {
        const attack = drawAttack(random, world, { kind, user, nowMs: attempt.atMs });
        score(attack, read(attack, failuresOf(kind)));
      }
    const { record, assessment } = score(attempt, signIn);
    seen += 1;
    const kept = keepPending(record, assessment.learnable, { asked: 'allow', wanted: 'allow' });
    records.set(attempt.user, confirmSignIn(kept, assessment.id, population).record);
    for (const peer of peers) peer.learn(attempt.user, signIn);
  }
  return scored;
}

function failuresOf(kind: Attacker): number {
  return kind === 'stuffing' ? 1 : 0;
}

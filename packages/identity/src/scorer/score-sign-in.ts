import type { Evidence } from '../reasons/reason-codes.ts';
import { judgeFailures, judgeOffset, judgeTravel } from './judge-circumstances.ts';
import { judgeClient, judgeDevice, judgeJa4 } from './judge-client.ts';
import { judgeKind, judgeNetwork } from './judge-network.ts';
import { judgeTime } from './judge-time.ts';
import type { ScorerInput } from './scorer-input.ts';

/** What stage one says: nats for somebody else, by reason, and what stage two goes on with. */
export interface ScorerResult {
  readonly evidence: readonly Evidence[];
  readonly score: number;
  readonly surprisals: {
    readonly network: number | null;
    readonly client: number | null;
    readonly hour: number | null;
  };
}

/**
 * Stage one: deterministic, no model, microseconds. Each reason is a log likelihood ratio, so the
 * score is their sum; familiar things count against an alarm as new ones count for it.
 */
export function scoreSignIn(input: ScorerInput): ScorerResult {
  const circumstances = [...judgeFailures(input), ...scriptOf(input)];
  if (input.signature.learned === 0) {
    const none: Evidence = { code: 'history-none', contribution: 0, params: {} };
    const evidence = [none, ...judgeKind(input), ...circumstances];
    return {
      evidence,
      score: sum(evidence),
      surprisals: { network: null, client: null, hour: null },
    };
  }
  const network = judgeNetwork(input);
  const client = judgeClient(input);
  const time = judgeTime(input);
  const evidence = network.evidence.concat(
    client.evidence,
    time.evidence,
    judgeDevice(input),
    judgeJa4(input),
    judgeOffset(input),
    judgeTravel(input),
    circumstances,
  );
  return {
    evidence,
    score: sum(evidence),
    surprisals: {
      network: network.surprisal,
      client: client.surprisal,
      hour: time.surprisal,
    },
  };
}

function scriptOf({ signIn, signature }: ScorerInput): Evidence[] {
  const { client } = signIn;
  if (client?.type !== 'script' || signature.learned > 0) return [];
  return [
    { code: 'client-script', contribution: 1, params: { family: client.family, os: client.os } },
  ];
}

function sum(evidence: readonly Evidence[]): number {
  let total = 0;
  for (const { contribution } of evidence) total += contribution;
  return total;
}

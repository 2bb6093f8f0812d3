/**
 * All that a judge is ever told, as a product of small sets. No text of a request is in it, so no
 * text of a request can reach a prompt; and because it is finite, it can be exhausted in a test or
 * answered beforehand into a reviewed table.
 */
export const JUDGE_BUCKETS = {
  hour: ['typical', 'shoulder', 'rare', 'unknown'],
  network: ['usual', 'new_same_country', 'new_other_country', 'hosting', 'vpn', 'relay', 'unknown'],
  address: ['seen', 'new', 'unknown'],
  device: ['same', 'newer_version', 'older_version', 'new', 'script', 'unknown'],
  cookie: ['seen', 'new', 'missing', 'unknown'],
  ja4: ['seen', 'new_consistent', 'new_inconsistent', 'absent'],
  travel: ['none', 'possible', 'implausible', 'unknown'],
  clock: ['match', 'mismatch', 'unknown'],
  history: ['0', '1-3', '4-11', '12-39', '40+'],
  failures: ['0', '1-2', '3+', 'unknown'],
  leaning: ['scorer_suspects', 'pattern_suspects'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type JudgeBucket = keyof typeof JUDGE_BUCKETS;

/** One value for each bucket. */
export type JudgeInput = { readonly [B in JudgeBucket]: (typeof JUDGE_BUCKETS)[B][number] };

/** All that a judge may answer; anything else counts as `unclear`. */
export const JUDGE_VOTES = ['consistent', 'unclear', 'inconsistent'] as const;
export type JudgeVote = (typeof JUDGE_VOTES)[number];

/** A second opinion: a language model, a table, a person's rule. */
export interface Judge {
  readonly judge: (input: JudgeInput, signal: AbortSignal) => Promise<unknown>;
}

/** What an answer counts as: exactly one of the votes, or nothing. */
export function readVote(answer: unknown): JudgeVote | null {
  return JUDGE_VOTES.find((vote) => vote === answer) ?? null;
}

import { JUDGE_BUCKETS, JUDGE_VOTES, type JudgeBucket, type JudgeInput } from './judge-buckets.ts';

/** What the model is, and what it may answer. Constant: nothing of a request is in it. */
export const JUDGE_SYSTEM_PROMPT = `You compare one sign-in with how its user signs in. Every line is "name: value" with a value from a fixed list. Answer "consistent" if the same person is the likelier explanation, "inconsistent" if somebody else is, "unclear" otherwise. Two independent oddities weigh more than one; a new address alone is ordinary; a new version of the same browser is ordinary, an older one is not.`;

/** The sign-in as lines of fixed words. A value outside its list is left out. */
export function judgePrompt(input: JudgeInput): string {
  return bucketNames()
    .map((name) => {
      const values: readonly string[] = JUDGE_BUCKETS[name];
      return values.includes(input[name]) ? `${name}: ${input[name]}` : `${name}: -`;
    })
    .join('\n');
}

/** The names of the buckets, in their order. */
export function bucketNames(): readonly JudgeBucket[] {
  return NAMES;
}

const NAMES = [
  'hour',
  'network',
  'address',
  'device',
  'cookie',
  'ja4',
  'travel',
  'clock',
  'history',
  'failures',
  'leaning',
] as const satisfies readonly JudgeBucket[];

/** The JSON schema of the answer, for providers that hold a model to one. */
export const JUDGE_ANSWER_SCHEMA = {
  type: 'object',
  properties: { vote: { type: 'string', enum: [...JUDGE_VOTES] } },
  required: ['vote'],
  additionalProperties: false,
} as const;

import { z } from 'zod';

import type { Judge } from './judge-buckets.ts';
import { JUDGE_ANSWER_SCHEMA, JUDGE_SYSTEM_PROMPT, judgePrompt } from './judge-prompt.ts';

/** The part of `fetch` that is needed; it comes in as a parameter. */
export type FetchLike = (
  url: string,
  init: {
    readonly method: 'POST';
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly signal: AbortSignal;
    readonly redirect: 'error';
  },
) => Promise<{
  readonly ok: boolean;
  readonly status: number;
  readonly text: () => Promise<string>;
}>;

/** Where an OpenAI-compatible endpoint is; a local one works as well. */
export interface OpenAiJudgeSettings {
  /** Up to and without `/chat/completions`. */
  readonly baseUrl: string;
  readonly model: string;
  readonly apiKey?: string;
  readonly fetch: FetchLike;
}

const ANSWER_TOKENS_MAX = 30;
const ANSWER_CHARS_MAX = 20_000;

const Completion = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
});
const Answer = z.strictObject({ vote: z.string() });

/**
 * A judge behind any endpoint that speaks `chat/completions` with a JSON schema. Whatever goes
 * wrong, or comes back in another shape, rejects or is no vote; both count as nothing said.
 */
export function createOpenAiJudge(settings: OpenAiJudgeSettings): Judge {
  const { baseUrl, model, apiKey } = settings;
  return {
    judge: async (input, signal) => {
      const response = await settings.fetch(`${baseUrl.replace(/\/+$/, '')}/chat/completions`, {
        method: 'POST',
        redirect: 'error',
        signal,
        headers: {
          'content-type': 'application/json',
          ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
        },
        body: JSON.stringify({
          model,
          temperature: 0,
          max_tokens: ANSWER_TOKENS_MAX,
          messages: [
            { role: 'system', content: JUDGE_SYSTEM_PROMPT },
            { role: 'user', content: judgePrompt(input) },
          ],
          response_format: {
            type: 'json_schema',
            json_schema: { name: 'vote', strict: true, schema: JUDGE_ANSWER_SCHEMA },
          },
        }),
      });
      if (!response.ok) throw new Error(`the judge answered ${response.status}`);
      const text = await response.text();
      if (text.length > ANSWER_CHARS_MAX) throw new Error('the judge answered too much');
      const { choices } = Completion.parse(JSON.parse(text));
      return Answer.parse(JSON.parse(choices[0]?.message.content ?? '')).vote;
    },
  };
}

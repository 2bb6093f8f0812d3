import { ExecutionEvent } from '@vedette/core';
import { z } from 'zod';

/** Longer than a person types; what is beyond the parser's own bound is cut and said. */
const QUERY_CHARS_MAX = 10_000;
const LIMIT_MAX = 100;
const LIMIT_DEFAULT = 20;

export const SearchBody = z.strictObject({
  query: z
    .string()
    .max(QUERY_CHARS_MAX)
    .describe('Plain words and filters: workload:web* score:>0.8 last:24h like:"reverse shell"'),
  limit: z.number().int().min(1).max(LIMIT_MAX).default(LIMIT_DEFAULT),
});

const TextFilter = z.strictObject({
  field: z.enum(['workload', 'host', 'exe', 'parent', 'kind', 'uid']),
  pattern: z.string(),
  not: z.boolean(),
});

/** What a question found, and how it was understood. */
export const SearchPage = z
  .strictObject({
    query: z.strictObject({
      filters: z.array(
        z.discriminatedUnion('field', [
          TextFilter,
          z.strictObject({ field: z.literal('score'), min: z.number(), max: z.number() }),
          z.strictObject({ field: z.literal('last'), ms: z.number() }),
        ]),
      ),
      text: z.string(),
      notes: z.array(z.string()).describe('What could not be read as a filter, and why'),
    }),
    modelNotes: z
      .array(z.string())
      .describe(
        'What the embedding model had no part in, and why, in whole sentences; empty without a model',
      ),
    results: z.array(
      z.strictObject({
        score: z.number().describe('Only for ordering'),
        why: z.array(z.string()),
        event: ExecutionEvent,
        id: z.string().describe('Names the event on this server once and for ever'),
        novelty: z.number().nullable().describe('What it scored when it happened'),
        finding: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'SearchPage' });
export type SearchPage = z.infer<typeof SearchPage>;

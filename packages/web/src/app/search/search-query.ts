import { queryOptions } from '@tanstack/react-query';

import { type Answer, ask } from '../api/ask.ts';

export type SearchAnswer = Answer<'POST /v1/search'>;
export type Understood = SearchAnswer['query'];
export type SearchFilter = Understood['filters'][number];
export type SearchResult = SearchAnswer['results'][number];

const RESULTS = 50;
/** The server takes no longer question. */
export const QUESTION_CHARS_MAX = 10_000;

/** What a question found, and how it was understood. */
export const searchQuery = (question: string) =>
  queryOptions({
    queryKey: ['search', question],
    enabled: question.trim() !== '',
    queryFn: ({ signal }) =>
      ask('POST /v1/search', {
        body: { query: question.slice(0, QUESTION_CHARS_MAX), limit: RESULTS },
        signal,
      }),
  });

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { type Answer, ask } from '../api/ask.ts';
import type { SignInsSearch } from './sign-ins-search.ts';

export type SignIn = Answer<'GET /v1/signins'>['signIns'][number];
export type Decision = SignIn['decision'];
export type RiskyUser = Answer<'GET /v1/signins/users'>['users'][number];
export type Detection = Answer<'GET /v1/signins/detections'>['detections'][number];
export type UserSignIns = Answer<'GET /v1/signins/users/{application}/{user}'>;
export type Signature = Exclude<UserSignIns['signature'], null>;
export type SignatureValue = Signature['countries'][number];

const LIVE_MS = 15_000;
const MS_PER_DAY = 86_400_000;
const DAYS_USUAL = 30;
const USERS_MAX = 500;
const PAGE = 100;
const RECENT = 100;

type Span = Pick<SignInsSearch, 'application' | 'days'>;

function spanOf({ application, days = DAYS_USUAL }: Span): {
  readonly since: number;
  readonly application?: string;
} {
  const since = Date.now() - days * MS_PER_DAY;
  return { since, ...(application === undefined ? {} : { application }) };
}

/** Applications that report sign-ins, ever since it is kept. */
export const applicationsQuery = queryOptions({
  queryKey: ['sign-ins', 'applications'],
  queryFn: ({ signal }) =>
    ask('GET /v1/signins/applications', { query: spanOf({ days: 90 }), signal }),
  refetchInterval: LIVE_MS,
});

/** What tells networks and countries, how old it is, and whom to name for it. */
export const networkDataQuery = queryOptions({
  queryKey: ['sign-ins', 'network-data'],
  queryFn: ({ signal }) => ask('GET /v1/signins/status', { signal }),
  staleTime: Infinity,
});

export const riskyUsersQuery = (span: Span) =>
  queryOptions({
    queryKey: ['sign-ins', 'users', span.application, span.days],
    queryFn: ({ signal }) =>
      ask('GET /v1/signins/users', { query: { ...spanOf(span), limit: USERS_MAX }, signal }),
    refetchInterval: LIVE_MS,
  });

export const detectionsQuery = (span: Span) =>
  queryOptions({
    queryKey: ['sign-ins', 'detections', span.application, span.days],
    queryFn: ({ signal }) => ask('GET /v1/signins/detections', { query: spanOf(span), signal }),
    refetchInterval: LIVE_MS,
  });

/** Sign-ins, newest first, a page at a time. */
export const signInsQuery = ({ application, days, decision, outcome, user }: SignInsSearch) =>
  infiniteQueryOptions({
    queryKey: ['sign-ins', 'list', { application, days, decision, outcome, user }],
    queryFn: ({ signal, pageParam: cursor }) =>
      ask('GET /v1/signins', {
        query: {
          ...spanOf({
            ...(application === undefined ? {} : { application }),
            ...(days === undefined ? {} : { days }),
          }),
          limit: PAGE,
          ...(decision === undefined ? {} : { decision }),
          ...(outcome === undefined ? {} : { outcome }),
          ...(user === undefined ? {} : { user }),
          ...(cursor === null ? {} : { cursor }),
        },
        signal,
      }),
    initialPageParam: readFirst(),
    getNextPageParam: ({ next }) => next,
  });

function readFirst(): string | null {
  return null;
}

/** What is usual for a user, and what happened last. */
export const userQuery = (path: { readonly application: string; readonly user: string }) =>
  queryOptions({
    queryKey: ['sign-ins', 'user', path.application, path.user],
    queryFn: ({ signal }) =>
      ask('GET /v1/signins/users/{application}/{user}', {
        ...{ path, query: { limit: RECENT }, signal },
      }),
    refetchInterval: LIVE_MS,
  });

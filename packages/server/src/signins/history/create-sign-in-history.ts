import { VedetteError } from '@vedette/core';
import { exportRecord } from '@vedette/identity';

import type { ApplicationState } from '../application-state.ts';
import { LOG_RETENTION_MS } from '../assessment-log.ts';
import { createOneAtATime } from '../one-at-a-time.ts';
import type { OpenApplications } from '../open-applications.ts';
import { applyVerdict } from './apply-verdict.ts';
import type { SignInItem, SignInSpan, SignInsQuery } from './history-api.ts';
import type { ReadBudget } from './read-lines-backwards.ts';
import { isRisky, scanSignIns } from './scan-sign-ins.ts';
import type { SignInHistory } from './sign-in-history.ts';
import { signatureView } from './signature-view.ts';
import { sumUpApplication, sumUpDetections, sumUpUsers } from './sum-up-sign-ins.ts';

const DAY_MS = 86_400_000;
const SPAN_DEFAULT_MS = 30 * DAY_MS;
/** About half a second of reading: two full applications, or many small ones. */
const READ_BYTES_MAX = 64 * 1024 * 1024;
/** Who asks while one log is read waits; beyond this many they are told to come back. */
const WAITING_MAX = 16;
const RETRY_AFTER_SECS = 5;
/** What one verdict about a user covers, and what one export tells, at most. */
const OF_USER_MAX = 1000;

/** What the history is read from. */
export interface HistoryParts {
  readonly applications: OpenApplications;
  readonly clock: () => number;
  /** The state of an application that is there; errors of the disk are values. */
  readonly attempt: <T>(
    org: string,
    application: string,
    work: (state: ApplicationState) => Promise<T>,
  ) => Promise<T | VedetteError>;
}

interface Named {
  readonly application: string;
  readonly state: ApplicationState;
}

/** Reads what operators ask for out of the logs: nothing of it is held in memory. */
export function createSignInHistory({ applications, clock, attempt }: HistoryParts): SignInHistory {
  const queue = createOneAtATime();
  /** Runs over the applications of a question, one question at a time. */
  const over = async <T>(
    org: string,
    only: string | undefined,
    work: (states: readonly Named[], budget: ReadBudget) => Promise<T>,
  ): Promise<T | VedetteError> => {
    if (queue.size() >= WAITING_MAX) {
      const problem = 'the log of sign-ins is being read for others';
      return new VedetteError('server-busy', { problem, retryAfterSecs: RETRY_AFTER_SECS });
    }
    const reading = queue.run('log', async () => {
      const states: Named[] = [];
      const budget = { bytesLeft: READ_BYTES_MAX };
      for (const application of await applications.known(org)) {
        if (only !== undefined && application !== only) continue;
        const state = await applications.of(org, application);
        if (state === undefined) budget.bytesLeft = 0;
        else states.push({ application, state });
      }
      return work(states, budget);
    });
    // The cause is the operator's to see; whoever asks can only ask again.
    return reading.catch(() => {
      const problem = 'the log of sign-ins cannot be read';
      return new VedetteError('server-busy', { problem, retryAfterSecs: RETRY_AFTER_SECS });
    });
  };
  const isComplete = ({ bytesLeft }: ReadBudget): boolean => bytesLeft > 0;
  const spanOf = ({ since, until }: SignInSpan): { sinceMs: number; untilMs: number } => ({
    sinceMs: Math.max(since ?? clock() - SPAN_DEFAULT_MS, clock() - LOG_RETENTION_MS),
    untilMs: until ?? Number.POSITIVE_INFINITY,
  });
  const each = async (
    states: readonly Named[],
    { span, budget }: { readonly span: SignInSpan; readonly budget: ReadBudget },
    visit: (item: SignInItem) => void,
  ): Promise<void> => {
    const { sinceMs, untilMs } = spanOf(span);
    for (const { application, state } of states) {
      for await (const item of scanSignIns(state, { application, sinceMs, budget }))
        if (item.atMs <= untilMs) visit(item);
    }
  };

  const ofUser = async (
    { application, state }: Named,
    user: string,
    {
      limit,
      isMeant,
    }: { readonly limit: number; readonly isMeant?: (item: SignInItem) => boolean },
    budget: ReadBudget,
  ): Promise<SignInItem[]> => {
    const sinceMs = clock() - LOG_RETENTION_MS;
    const found: SignInItem[] = [];
    for await (const item of scanSignIns(state, { application, sinceMs, budget, user })) {
      if (isMeant === undefined || isMeant(item)) found.push(item);
      if (found.length >= limit) break;
    }
    return found;
  };

  return {
    applications: (org, span) =>
      over(org, undefined, async (states, budget) => {
        const found = [];
        for (const named of states) {
          const sum = sumUpApplication(named.application);
          await each([named], { span, budget }, sum.add);
          found.push(sum.result());
        }
        return { applications: found, complete: isComplete(budget) };
      }),
    signIns: (org, query) =>
      over(org, query.application, async (states, budget) => {
        const found = await pageOf(states, { query, ...spanOf(query), budget });
        const signIns = found.slice(0, query.limit);
        const last = signIns.at(-1);
        const next = found.length > query.limit && last !== undefined ? cursorOf(last) : null;
        return { signIns, next, complete: isComplete(budget) };
      }),
    users: (org, query) =>
      over(org, query.application, async (states, budget) => {
        const sum = sumUpUsers();
        await each(states, { span: query, budget }, sum.add);
        const users = sum.result();
        const { offset, limit } = query;
        return {
          users: users.slice(offset, offset + limit),
          total: users.length,
          complete: isComplete(budget),
        };
      }),
    detections: (org, span) =>
      over(org, span.application, async (states, budget) => {
        const sum = sumUpDetections();
        await each(states, { span, budget }, sum.add);
        return { detections: sum.result(), complete: isComplete(budget) };
      }),
    user: (org, { application, user }, limit) =>
      over(org, application, async ([named], budget) => {
        if (named === undefined)
          return { application, user, signature: null, recent: [], complete: isComplete(budget) };
        const { result: signature } = await named.state.change(user, (known) => ({
          result:
            known.signature.learned + known.pending.length === 0
              ? null
              : signatureView(exportRecord(known)),
        }));
        const recent = await ofUser(named, user, { limit }, budget);
        return { application, user, signature, recent, complete: isComplete(budget) };
      }),
    all: (org, { application, user }) =>
      over(org, application, async ([named], budget) =>
        named === undefined ? [] : ofUser(named, user, { limit: OF_USER_MAX }, budget),
      ),
    decide: async (org, { application, id, user }, order) => {
      const found = await over(org, application, async ([named], budget) => {
        if (named === undefined) return undefined;
        const sinceMs = clock() - LOG_RETENTION_MS;
        for await (const item of scanSignIns(named.state, { application, sinceMs, budget, user }))
          if (item.id === id) return item;
        return undefined;
      });
      if (found instanceof VedetteError) return found;
      if (found === undefined) return new VedetteError('sign-in-not-there', { id, application });
      const at = new Date(clock()).toISOString();
      return attempt(org, application, (state) =>
        applyVerdict(state, { user: found.user, ids: [id], at }, order),
      );
    },
    decideUser: async (org, { application, user }, order) => {
      const isMeant = (item: SignInItem): boolean => isRisky(item) && item.outcome === 'none';
      const found = await over(org, application, async ([named], budget) =>
        named === undefined ? [] : ofUser(named, user, { limit: OF_USER_MAX, isMeant }, budget),
      );
      if (found instanceof VedetteError) return found;
      if (found.length === 0) return { user, signIns: [], learned: [], undone: [] };
      const at = new Date(clock()).toISOString();
      // Oldest first, as they would have been learned.
      const ids = found.map(({ id }) => id).toReversed();
      return attempt(org, application, (state) => applyVerdict(state, { user, ids, at }, order));
    },
  };
}

/** One item more than a page holds, where there is one: then there is a next page. */
async function pageOf(
  states: readonly Named[],
  {
    query,
    sinceMs,
    untilMs,
    budget,
  }: {
    readonly query: SignInsQuery;
    readonly sinceMs: number;
    readonly untilMs: number;
    readonly budget: ReadBudget;
  },
): Promise<SignInItem[]> {
  const found: SignInItem[] = [];
  for (const { application, state } of states) {
    let ofThis = 0;
    let lastMs = Number.POSITIVE_INFINITY;
    const { user } = query;
    for await (const item of scanSignIns(state, { application, sinceMs, budget, user })) {
      // Of the same millisecond all are taken: only then is the order the same on every page.
      if (ofThis > query.limit && item.atMs < lastMs) break;
      if (item.atMs > untilMs || !isMeant(item, query)) continue;
      found.push(item);
      ofThis += 1;
      lastMs = item.atMs;
    }
  }
  return found.toSorted(newestFirst).slice(0, query.limit + 1);
}

function isMeant(item: SignInItem, { decision, outcome, cursor }: SignInsQuery): boolean {
  const { wanted } = item;
  const isOfKind =
    decision === 'any' ||
    (decision === 'risky' ? isRisky(item) || item.outcome === 'compromised' : wanted === decision);
  if (!isOfKind) return false;
  if (outcome !== undefined && item.outcome !== outcome) return false;
  if (cursor === undefined) return true;
  const [atMs = '', application = '', id = ''] = cursor.split('.');
  return newestFirst({ atMs: Number(atMs), application, id }, item) < 0;
}

type Place = Pick<SignInItem, 'atMs' | 'application' | 'id'>;

function cursorOf({ atMs, application, id }: Place): string {
  return `${atMs}.${application}.${id}`;
}

/** Total, so that pages do not overlap. */
function newestFirst(a: Place, b: Place): number {
  if (a.atMs !== b.atMs) return b.atMs - a.atMs;
  const [first, second] = [cursorOf(a), cursorOf(b)];
  return first === second ? 0 : first < second ? -1 : 1;
}

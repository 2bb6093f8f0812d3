import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

import { VedetteError } from '@vedette/core';
import {
  confirmSignIn,
  createGuardedJudge,
  dropSignIn,
  exportRecord,
  reportSignIn,
  resetRecord,
} from '@vedette/identity';

import type { ApplicationState } from './application-state.ts';
import { type Failure, toResponse } from './assess-and-keep.ts';
import { assessInTime, type Ended } from './assess-in-time.ts';
import { digestSecret } from './digest-secret.ts';
import { createSignInHistory } from './history/create-sign-in-history.ts';
import type { LogLine } from './history/log-line.ts';
import { seenOf } from './history/seen-of.ts';
import { createOpenApplications } from './open-applications.ts';
import type { AssessRequest, ConfirmResponse, ReportResponse } from './sign-in-api.ts';
import { SIGN_IN_DEFAULTS, type SignInService, type SignInSettings } from './sign-in-service.ts';
import { createUnfinishedWork } from './unfinished-work.ts';

const RETRY_AFTER_SECS = 30;

/** What happened to a sign-in; when, and to whom, is added where it is written. */
type Happened = LogLine extends infer Line
  ? Line extends LogLine
    ? Omit<Line, 'at' | 'user' | 'name'>
    : never
  : never;

/**
 * Opens the service on its folder.
 *
 * @throws Error where the folder's secret cannot be read: everything learned hangs on it
 */
export async function createSignInService(options: {
  readonly stateFolder: string;
  readonly clock: () => number;
  readonly settings?: Partial<SignInSettings>;
}): Promise<SignInService> {
  const { clock } = options;
  const settings: SignInSettings = { ...SIGN_IN_DEFAULTS, ...options.settings };
  const { engine, networks, judge, usersMax, timeLimitMs: limitMs } = settings;
  const folder = join(options.stateFolder, 'signins');
  const secret = await digestSecret(folder);
  const applications = createOpenApplications(
    { folder, secret, usersMax, clock },
    settings.applicationsMax,
  );
  const unfinished = createUnfinishedWork();
  const hear = judge === null ? null : createGuardedJudge(judge, { nowMs: clock, schedule: later });
  const counts = { assessed: 0, notKept: 0, unlogged: 0, underway: 0 };
  const failures: Record<Failure, number> = { timeout: 0, engine: 0, storage: 0, full: 0 };

  const log = (opening: Promise<ApplicationState>, user: string, happened: Happened): void => {
    const at = new Date(clock()).toISOString();
    const written = opening.then(({ log: lines, nameOf, names }) =>
      lines.append({ at, user: nameOf(user), name: names.seal(user), ...happened }),
    );
    unfinished.follow(written, () => (counts.unlogged += 1));
  };
  const answer = async (
    opening: Promise<ApplicationState>,
    id: string,
    request: AssessRequest,
  ): Promise<Ended> => {
    counts.underway += 1;
    const assessing = assessInTime(
      opening,
      { id, request, limitMs },
      { engine, networks, hear, clock },
    );
    const { ended, work } = await assessing;
    unfinished.follow(
      work.finally(() => (counts.underway -= 1)),
      () => undefined,
    );
    return ended;
  };
  /** Work on a record that is waited for: a full or broken disk is an answer, too. */
  const attempt = async <T>(
    org: string,
    application: string,
    work: (state: ApplicationState) => Promise<T>,
  ): Promise<T | VedetteError> => {
    try {
      const state = await applications.of(org, application);
      if (state !== undefined) return await work(state);
      return new VedetteError('server-busy', { problem: 'there are too many applications' });
    } catch {
      // The cause is the operator's to see (status, log); the caller can only try again.
      failures.storage += 1;
      const problem = 'the records of sign-ins cannot be read or written';
      return new VedetteError('server-busy', { problem, retryAfterSecs: RETRY_AFTER_SECS });
    }
  };

  return {
    assess: async (org, request) => {
      const id = request.id ?? randomUUID();
      const opening = applications.of(org, request.application);
      const isFull = opening === undefined || counts.underway >= settings.underwayMax;
      const ended: Ended = isFull ? { failure: 'full' } : await answer(opening, id, request);
      if ('failure' in ended) {
        const { failure } = ended;
        failures[failure] += 1;
        if (opening !== undefined) log(opening, request.user, { what: 'unassessed', id, failure });
        return { assessed: false, id, decision: 'allow', failure };
      }
      counts.assessed += 1;
      if (!ended.kept) counts.notKept += 1;
      const response = toResponse(ended.assessment, ended.kept);
      if (opening !== undefined && response.assessed) {
        const seen = seenOf(ended.assessment);
        log(opening, request.user, { what: 'assessed', ...response, seen });
      }
      return response;
    },
    confirm: (org, { application, user, id, outcome }) =>
      attempt(org, application, async (state) => {
        const { result } = await state.change<ConfirmResponse>(user, (known) => {
          const isWaiting = known.pending.some(({ signIn }) => signIn.id === id);
          if (!isWaiting) return { result: { became: 'unknown' } };
          if (outcome === 'failed')
            return { record: dropSignIn(known, id), result: { became: 'dropped' } };
          const { record } = confirmSignIn(known, id, state.population);
          return { record, result: { became: 'learned' } };
        });
        log(Promise.resolve(state), user, { what: 'confirm', id, outcome, ...result });
        return result;
      }),
    report: (org, { application, user, id }) =>
      attempt(org, application, async (state) => {
        const { result } = await state.change<ReportResponse>(user, (known) => {
          const { record, undone } = reportSignIn(known, id);
          const others = undone.filter((other) => other !== id);
          return { record, result: { undone: undone.length === 0 ? [] : [id, ...others] } };
        });
        log(Promise.resolve(state), user, { what: 'report', id, ...result });
        return result;
      }),
    export: (org, { application, user }) =>
      attempt(org, application, async (state) => {
        const { result } = await state.change(user, (known) => {
          const isEmpty = known.signature.learned + known.pending.length === 0;
          return { result: isEmpty ? null : exportRecord(known) };
        });
        return result;
      }),
    reset: (org, { application, user }) =>
      attempt(org, application, async (state) => {
        const { result } = await state.change(user, (known) => {
          const isEmpty = known.signature.learned + known.pending.length === 0;
          return isEmpty ? { result: false } : { record: resetRecord(known), result: true };
        });
        return result;
      }),
    history: createSignInHistory({ applications, clock, attempt }),
    remove: (org, { application, user }) =>
      attempt(org, application, (state) => state.remove(user)),
    prune: async (signal) => {
      for (const state of await applications.all()) {
        await state.prune(signal);
        await state.log.prune(clock());
      }
    },
    status: () => ({
      ...counts,
      failures: { ...failures },
      networkData: networks.status?.() ?? [],
      damaged: applications.opened().reduce((sum, state) => sum + state.damaged(), 0),
    }),
    close: async () => {
      await unfinished.settled();
      for (const state of applications.opened()) await state.close();
    },
  };
}

function later(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

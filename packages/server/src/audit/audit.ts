import { VedetteError } from '@vedette/core';

import { createRateLimiter } from '../api/rate-limit.ts';
import type { Log } from '../log.ts';
import type { AuditLine, AuditQuestion } from './audit-entry.ts';
import type { AuditFiles } from './audit-files.ts';

/** Kept in memory to be shown, a few kilobytes each at most; the files hold more. */
export const ENTRIES_MAX = 5_000;
/** Of refused logins, which anybody can make: a burst, and then one a minute. */
const REFUSALS = { burst: 100, perSecond: 1 / 60 };
const REFUSED = 401;

/** A part of the log, newest first. */
export interface AuditPage {
  readonly entries: readonly AuditLine[];
  /** What to ask for next, or null at the end of what is shown. */
  readonly next: string | null;
}

/** Who decided what: written before it is done, and never without. */
export interface Audit {
  /**
   * Resolves when the question is on the disk: only then may anything of it be done.
   *
   * @throws VedetteError `audit-unwritable`
   */
  readonly ask: (question: AuditQuestion) => Promise<void>;
  /** What came of it. What cannot be written then is said in the log: it has been done. */
  readonly answer: (requestId: string, status: number) => Promise<void>;
  /** What nobody may be kept from, such as logging out: it is done whether it is written or not. */
  readonly tell: (question: AuditQuestion) => Promise<void>;
  /** A login that was refused; so many of them at most that they cannot displace the rest. */
  readonly refused: (question: AuditQuestion) => Promise<void>;
  /** @throws VedetteError `cursor-invalid` */
  readonly page: (
    org: string,
    query: { readonly limit: number; readonly before?: string | undefined },
  ) => AuditPage;
}

export interface AuditOptions {
  readonly files: AuditFiles;
  /** What the files held already, oldest first. */
  readonly lines: readonly AuditLine[];
  readonly log: Log;
  /** Unix time in ms. */
  readonly nowMs: () => number;
}

/** The audit log over its files. */
export function createAudit({ files, lines, log, nowMs }: AuditOptions): Audit {
  /** By the number of their request, oldest first. */
  const entries = new Map<string, AuditLine>();
  const remember = (line: AuditLine): void => {
    // The second line of a request says what came of it; when it was asked for is in the first.
    const { atMs } = entries.get(line.requestId) ?? line;
    entries.set(line.requestId, { ...line, atMs });
    const [oldest] = entries.keys();
    if (entries.size > ENTRIES_MAX && oldest !== undefined) entries.delete(oldest);
  };
  for (const line of lines) remember(line);
  const limiter = createRateLimiter(REFUSALS);
  let unwritten = 0;

  const write = async (line: AuditLine): Promise<void> => {
    try {
      await files.append(line);
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      log('error', 'audit-unwritable', { request: line.requestId, cause });
      throw new VedetteError('audit-unwritable', { cause });
    }
    remember(line);
  };
  const ask: Audit['ask'] = (question) =>
    write({ ...question, atMs: Math.trunc(nowMs()), status: null });
  const unlessUnwritable = async (written: Promise<void>): Promise<void> => {
    try {
      await written;
    } catch (error) {
      if (!(error instanceof VedetteError)) throw error;
    }
  };
  return {
    ask,
    tell: (question) => unlessUnwritable(ask(question)),
    answer: async (requestId, status) => {
      const asked = entries.get(requestId);
      if (asked === undefined) return;
      await unlessUnwritable(write({ ...asked, atMs: Math.trunc(nowMs()), status }));
    },
    refused: async (question) => {
      if (limiter('', nowMs()) > 0) {
        unwritten += 1;
        return;
      }
      const body = unwritten === 0 ? null : `and ${unwritten} more that were not written`;
      unwritten = 0;
      const atMs = Math.trunc(nowMs());
      await unlessUnwritable(write({ ...question, atMs, body, status: REFUSED }));
    },
    page: (org, { limit, before }) => {
      const newest = [...entries.values()].toReversed().filter((entry) => entry.org === org);
      const at =
        before === undefined ? -1 : newest.findIndex(({ requestId }) => requestId === before);
      if (before !== undefined && at < 0) throw new VedetteError('cursor-invalid');
      const shown = newest.slice(at + 1, at + 1 + limit);
      const isEnd = at + 1 + limit >= newest.length;
      return { entries: shown, next: isEnd ? null : (shown.at(-1)?.requestId ?? null) };
    },
  };
}

/** An audit log that keeps nothing, for a server that is only described. */
export function forgetfulAudit(nowMs: () => number): Audit {
  return createAudit({
    ...{ files: { append: async () => undefined }, lines: [], log: () => undefined, nowMs },
  });
}

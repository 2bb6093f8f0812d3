import type { ApplicationState } from '../application-state.ts';
import type { SignInItem } from './history-api.ts';
import type { LogLine } from './log-line.ts';
import type { ReadBudget } from './read-lines-backwards.ts';

/** Whose sign-ins, since when, and how much may be read for them. */
export interface Scan {
  readonly application: string;
  readonly sinceMs: number;
  readonly budget: ReadBudget;
  /** Only this user's. */
  readonly user?: string | undefined;
}

type Outcome = Pick<SignInItem, 'outcome' | 'outcomeMs' | 'outcomeBy'>;

const NO_OUTCOME: Outcome = { outcome: 'none', outcomeMs: null, outcomeBy: null };
const BY_APPLICATION = 'application';

/** The sign-ins of an application, newest first, each with what became of it. */
export async function* scanSignIns(
  { log, nameOf, names }: Pick<ApplicationState, 'log' | 'nameOf' | 'names'>,
  { application, sinceMs, budget, user }: Scan,
): AsyncGenerator<SignInItem> {
  const only = user === undefined ? undefined : nameOf(user);
  // What became of a sign-in is written after it, so that it is read before it; the last word holds.
  const outcomes = new Map<string, Outcome>();
  // A seal costs more to open than the rest of a line does; most users come more than once.
  const opened = new Map<string, string | null>();
  const nameIn = ({ user: digest, name: sealed }: LogLine): string | null => {
    const known = opened.get(digest);
    if (known !== undefined) return known;
    const name = names.open(sealed);
    opened.set(digest, name);
    return name;
  };
  for await (const line of log.newestFirst(budget)) {
    const atMs = Date.parse(line.at);
    if (atMs < sinceMs) return;
    if (only !== undefined && line.user !== only) continue;
    for (const [id, outcome] of outcomesOf(line, atMs)) {
      const key = `${line.user} ${id}`;
      if (!outcomes.has(key)) outcomes.set(key, outcome);
    }
    if (line.what !== 'assessed' && line.what !== 'unassessed') continue;
    const name = nameIn(line);
    if (name === null) continue;
    yield {
      ...itemOf(line, atMs, { application, user: name }),
      ...(outcomes.get(`${line.user} ${line.id}`) ?? NO_OUTCOME),
    };
  }
}

/** Whether somebody should look at it: it would have been told of, challenged or refused. */
export function isRisky({ wanted }: Pick<SignInItem, 'wanted'>): boolean {
  return wanted !== 'allow';
}

function outcomesOf(line: LogLine, outcomeMs: number): [string, Outcome][] {
  const by = BY_APPLICATION;
  const made = (outcome: Outcome['outcome'], outcomeBy: string): Outcome => ({
    ...{ outcome, outcomeMs, outcomeBy },
  });
  switch (line.what) {
    case 'confirm': {
      // A second answer to the same challenge changes nothing, here as in the record.
      if (line.became === 'unknown') return [];
      return [[line.id, made(line.outcome === 'confirmed' ? 'safe' : line.outcome, by)]];
    }
    case 'report': {
      return [line.id, ...line.undone].map((id) => [id, made('compromised', by)]);
    }
    case 'verdict': {
      return line.ids.map((id) => [id, made(line.verdict, line.by)]);
    }
    case 'assessed':
    case 'unassessed': {
      return [];
    }
  }
}

function itemOf(
  line: Extract<LogLine, { what: 'assessed' | 'unassessed' }>,
  atMs: number,
  whose: { readonly application: string; readonly user: string },
): Omit<SignInItem, keyof Outcome> {
  const { id } = line;
  if (line.what === 'unassessed') {
    const allow = { decision: 'allow', wanted: 'allow' } as const;
    const nothing = { mode: null, score: null, reasons: [], learned: 0, seen: null };
    return { id, ...whose, atMs, ...allow, ...nothing, failure: line.failure };
  }
  const { decision, wanted, mode, score, reasons, learned, seen = null } = line;
  return {
    id,
    ...whose,
    atMs,
    decision,
    wanted,
    mode,
    score,
    reasons,
    learned,
    seen,
    failure: null,
  };
}

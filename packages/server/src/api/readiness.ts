/** One thing that must work for the server to be of use, and that is tried each time. */
export interface ReadinessCheck {
  readonly name: string;
  /** Rejects with what is wrong. */
  readonly check: () => Promise<void>;
}

/** What is ready and what is not, by name. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, string>>;
}

const CHECK_TIMEOUT_MS = 3_000;
/** Anybody may ask, and each look costs a write: nobody gets a newer answer than this. */
const FRESH_MS = 1_000;
const OK = 'ok';

/** Runs all checks at once, each within its time; callers at the same time share one run. */
export function createReadiness(
  checks: readonly ReadinessCheck[],
  nowMs: () => number,
): () => Promise<Readiness> {
  let last: { readonly atMs: number; readonly readiness: Promise<Readiness> } | undefined;
  return () => {
    const now = nowMs();
    if (last === undefined || now - last.atMs >= FRESH_MS) {
      last = { atMs: now, readiness: runChecks(checks) };
    }
    return last.readiness;
  };
}

async function runChecks(checks: readonly ReadinessCheck[]): Promise<Readiness> {
  const results = await Promise.all(
    checks.map(async ({ name, check }): Promise<[string, string]> => [name, await outcome(check)]),
  );
  return { ready: results.every(([, said]) => said === OK), checks: Object.fromEntries(results) };
}

async function outcome(check: () => Promise<void>): Promise<string> {
  const late = Promise.withResolvers<string>();
  const timer = setTimeout(() => late.resolve('no answer in time'), CHECK_TIMEOUT_MS);
  try {
    return await Promise.race([check().then(() => OK), late.promise]);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    clearTimeout(timer);
  }
}

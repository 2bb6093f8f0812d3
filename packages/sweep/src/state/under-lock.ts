import { lock } from 'proper-lockfile';

/** A holder that has not refreshed its lock for this long has crashed. */
const STALE_MS = 10_000;
/** Between looks at a lock that another process holds. */
const RETRY_MIN_MS = 5;
const RETRY_MAX_MS = 250;
/** In all some three times the staleness, so that a crashed holder's lock is outlived. */
const PATIENCE = 3;

export interface LockOptions {
  /** The lock is a folder beside this file, which need not exist. */
  readonly file: string;
  /** Longer for work that may keep the lock from being refreshed. */
  readonly staleMs?: number;
  /** What to throw when the lock cannot be had. */
  readonly refused: (error: unknown) => Error;
}

/**
 * Works while no other process does.
 *
 * @throws what `refused` makes of the error when the lock cannot be had.
 */
export async function underLock<T>(
  { file, staleMs = STALE_MS, refused }: LockOptions,
  work: () => Promise<T> | T,
): Promise<T> {
  let lost = false;
  const release = await lock(file, {
    realpath: false,
    stale: staleMs,
    retries: {
      retries: Math.ceil((PATIENCE * staleMs) / RETRY_MAX_MS),
      factor: 1.2,
      minTimeout: RETRY_MIN_MS,
      maxTimeout: RETRY_MAX_MS,
      randomize: true,
    },
    onCompromised: () => {
      lost = true;
    },
  }).catch((error: unknown) => {
    throw refused(error);
  });
  try {
    return await work();
  } finally {
    // A lock that was taken from us is no longer ours to release.
    if (!lost) await release();
  }
}

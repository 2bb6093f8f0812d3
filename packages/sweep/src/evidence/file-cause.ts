/** Why the system refused a file: its own code, else what was thrown. */
export function fileCause(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

/** Gives `value` where there is no such file, and throws everything else on. */
export function orIfMissing<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (fileCause(error) === 'ENOENT') return value;
    throw error;
  };
}

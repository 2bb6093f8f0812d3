/** Closes what was opened, the last first, each once, however many of them fail. */
export interface Closers {
  readonly add: (close: () => Promise<void> | void) => void;
  /** Throws the first failure after everything was closed. */
  readonly close: () => Promise<void>;
}

/** Nothing opened yet. */
export function createClosers(): Closers {
  const opened: (() => Promise<void> | void)[] = [];
  let closing: Promise<void> | undefined;
  const closeAll = async (): Promise<void> => {
    const failures: unknown[] = [];
    for (let close = opened.pop(); close !== undefined; close = opened.pop()) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  };
  return {
    add: (close) => void opened.push(close),
    close: () => (closing ??= closeAll()),
  };
}

import type { ExecutionEvent } from '@vedette/core';

/** Where the events of a sensor go to. */
export interface EventSink {
  readonly take: (event: ExecutionEvent) => void;
  /** Called every `flushMs`. */
  readonly tick: () => void;
  /** Rejects where the sink can no longer do its work; resolves after `close`. */
  readonly finished: Promise<void>;
  /** Keeps or delivers everything that it took. */
  readonly close: () => Promise<void>;
}

import type { Command } from '../command.ts';

/** In which form a batch of events arrived; its bytes are kept as they were accepted. */
export type BatchFormat = 'otlp-protobuf' | 'otlp-json' | 'events-json';

/** One accepted request of a sensor, a finished sweep, or one thing that a person asked for. */
export type JournalRecord =
  | {
      readonly kind: 'batch';
      readonly org: string;
      readonly receivedMs: number;
      /** The sensor's own id, or a digest of the content where it sends none. */
      readonly batchId: string;
      readonly format: BatchFormat;
      /** Decompressed. */
      readonly body: Uint8Array;
    }
  | {
      readonly kind: 'sweep';
      readonly org: string;
      readonly receivedMs: number;
      /** What `vedette sweep --json` prints. */
      readonly report: string;
    }
  | {
      readonly kind: 'command';
      readonly org: string;
      readonly receivedMs: number;
      readonly by: string;
      readonly command: Command;
    };

export interface JournalEntry {
  /** From 1, without gaps. */
  readonly position: number;
  readonly record: JournalRecord;
}

/**
 * The server's log: what is in it is acknowledged, and everything else that the server knows is
 * made from it, in its order, with its times; so after a crash the same comes out again.
 */
export interface Journal {
  /** Position of the last durable entry; 0 for none. */
  readonly end: number;
  readonly bytes: number;
  /**
   * Resolves with its position once it is on the disk. Concurrent appends share one sync. Rejects
   * with the VedetteError `journal-full`, `server-busy`, `journal-unwritable` or `entry-too-large`;
   * then the record is not acknowledged, and later ones may be.
   */
  append(record: JournalRecord): Promise<number>;
  /** Every durable entry after a position, in order, as of the call. */
  read(after: number): AsyncIterable<JournalEntry>;
  /** Gives up entries up to a position: everything made of them is durable elsewhere. */
  trim(upTo: number): Promise<void>;
  close(): Promise<void>;
}

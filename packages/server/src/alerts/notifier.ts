import type { Notification } from './notification.ts';

/** One notification on its way to one receiver; the id stays the same over all attempts. */
export interface Delivery {
  readonly id: string;
  /** Unix time in ms at which it was taken in. */
  readonly createdMs: number;
  readonly notification: Notification;
}

/**
 * How an attempt ended. `later`: it may work another time. `gone`: the receiver wants no more of
 * them.
 */
export type SendOutcome =
  | { readonly kind: 'delivered' }
  | {
      readonly kind: 'later';
      /** For the log: of ours, not of the receiver. */
      readonly problem: string;
      /** When the receiver asked to be left alone until. */
      readonly afterMs: number | null;
    }
  | { readonly kind: 'gone'; readonly problem: string };

/** A way to tell somebody. It may be told the same twice, and then with the same id. */
export interface Notifier {
  /** Names its outbox: lower-case letters, digits and hyphens. */
  readonly name: string;
  /** Whether it wants to be told of this. */
  readonly wants: (notification: Notification) => boolean;
  /** Never rejects for what the receiver does; rejects when the signal says so. */
  readonly send: (delivery: Delivery, signal: AbortSignal) => Promise<SendOutcome>;
}

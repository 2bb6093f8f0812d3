/**
 * Every reason that a sign-in can have. The first word is what it is about; the texts are in
 * `texts-en.ts` and `texts-de.ts`, and a test holds that each has both.
 */
export const REASON_CODES = [
  'history-none',
  'country-usual',
  'country-new',
  'network-usual',
  'network-new',
  'address-usual',
  'address-new',
  'kind-hosting',
  'kind-vpn',
  'kind-relay',
  'kind-access',
  'client-usual',
  'client-new',
  'client-script',
  'hints-inconsistent',
  'model-usual',
  'model-new',
  'version-same',
  'version-upgrade',
  'version-downgrade',
  'version-skipped',
  'system-same',
  'system-upgrade',
  'system-downgrade',
  'pairing-usual',
  'pairing-new',
  'device-usual',
  'device-new',
  'device-missing',
  'ja4-usual',
  'ja4-new',
  'ja4-inconsistent',
  'offset-usual',
  'offset-new',
  'offset-elsewhere',
  'hour-usual',
  'hour-unusual',
  'weekday-usual',
  'weekday-unusual',
  'travel-implausible',
  'failures-recent',
  'pattern-usual',
  'pattern-slight',
  'pattern-hour',
  'pattern-pause',
  'pattern-network',
  'pattern-client',
  'pattern-roundTrip',
  'pattern-failures',
  'pattern-distance',
  'judge-consistent',
  'judge-inconsistent',
] as const;

export type ReasonCode = (typeof REASON_CODES)[number];

/** What fills a reason's template: numbers and values that passed the sign-in's schema. */
export type ReasonParams = Readonly<Record<string, string | number>>;

/** A reason before it has words: nats for (positive) or against (negative) somebody else. */
export interface Evidence {
  readonly code: ReasonCode;
  readonly contribution: number;
  readonly params: ReasonParams;
}

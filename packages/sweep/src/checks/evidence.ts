/** What a code says about its subject: what it is, what it does, or why it may be harmless. */
export type EvidenceRole = 'identity' | 'behaviour' | 'context' | 'proof';

/** One fact that a fragment of the probe can establish. */
export interface Evidence {
  readonly role: EvidenceRole;
  /** Signed: positive speaks for an anomaly, negative (every proof) against. */
  readonly contribution: number;
  /** One clause; `{fact}` is filled from the record's facts. */
  readonly text: string;
}

/** Evidence by code; codes are kebab-case and unique over all checks. */
export type EvidenceTable = Readonly<Record<string, Evidence>>;

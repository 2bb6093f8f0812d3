/** A value of an attribute or a body: OTLP's `AnyValue` as plain JavaScript. */
export type AttributeValue =
  | null
  | string
  | boolean
  | number
  | bigint
  | Uint8Array
  | readonly AttributeValue[]
  | AttributeMap;

/** Attributes by name; a repeated name keeps its last value. */
export interface AttributeMap {
  readonly [name: string]: AttributeValue;
}

/** One OTLP log record, as far as anybody fills it in; identifiers are lower-case hex. */
export interface LogRecord {
  readonly timeUnixNano: bigint;
  readonly observedTimeUnixNano?: bigint;
  readonly severityNumber?: number;
  readonly severityText?: string;
  readonly body?: AttributeValue;
  readonly attributes: AttributeMap;
  readonly droppedAttributesCount?: number;
  readonly flags?: number;
  readonly traceId?: string;
  readonly spanId?: string;
  readonly eventName?: string;
}

/** Records of one instrument. */
export interface ScopeLogs<Item = LogRecord> {
  readonly scope: {
    readonly name: string;
    readonly version: string;
    readonly attributes: AttributeMap;
  };
  readonly logRecords: readonly Item[];
  readonly schemaUrl?: string;
}

/** Records about one resource: for us, a workload on a host. */
export interface ResourceLogs<Item = LogRecord> {
  readonly resource: { readonly attributes: AttributeMap };
  readonly scopeLogs: readonly ScopeLogs<Item>[];
  readonly schemaUrl?: string;
}

/**
 * `ExportLogsServiceRequest`: what is posted to `/v1/logs`. `Item` is `Uint8Array` where the
 * records were encoded one by one before.
 */
export interface LogsRequest<Item = LogRecord> {
  readonly resourceLogs: readonly ResourceLogs<Item>[];
}

/** `ExportLogsServiceResponse`: how many records the receiver will never take, and why. */
export interface LogsResponse {
  readonly rejectedLogRecords: number;
  readonly errorMessage: string;
}

/** What decoding gives: a sender's mistake is a value, not an exception. */
export type Decoded<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: string };

/**
 * What one request may hold. A record takes two bytes at least and a hundred times that in
 * memory, so that bytes alone are no bound; ours nest once, and nobody's need more than a few.
 */
export const OTLP_LIMITS = {
  /** Resources and scopes: 16 MiB of empty ones were 2.7 GB in memory. */
  groupsMax: 50_000,
  recordsMax: 100_000,
  attributesMax: 2_000_000,
  depthMax: 16,
} as const;

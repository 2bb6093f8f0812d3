const MIB = 1024 * 1024;

/** What one request may make of itself; the size of what is sent is the API's to bound. */
export interface IngestLimits {
  /** Of a decompressed body; what is decoded from it takes up to twenty times that for a moment. */
  readonly bodyBytesMax: number;
}

/** Our sensor's batches are below 2 MiB, a Collector's below 8 MiB unless told otherwise. */
export const INGEST_LIMITS: IngestLimits = { bodyBytesMax: 16 * MIB };

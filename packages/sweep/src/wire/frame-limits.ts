/** What one host may send before its stream is ended as hostile. */
export interface FrameLimits {
  readonly streamBytesMax: number;
  readonly lineBytesMax: number;
  readonly recordsMax: number;
  readonly recordFieldsMax: number;
  readonly streamFieldsMax: number;
  readonly valueBytesMax: number;
  readonly noiseBytesMax: number;
}

/** A bound that was reached. */
export type FrameLimitName = 'stream' | 'line' | 'records' | 'fields' | 'value' | 'noise';

/**
 * An ordinary host sends 10 to 200 KiB. The probe cuts a value at 1 KiB and a record at 12,000
 * bytes, so an honest host reaches none of these; together they hold the memory of one stream
 * below some 60 MiB whatever is sent.
 */
export const FRAME_LIMITS: FrameLimits = {
  streamBytesMax: 4 * 1024 * 1024,
  lineBytesMax: 16 * 1024,
  recordsMax: 20_000,
  recordFieldsMax: 64,
  streamFieldsMax: 200_000,
  valueBytesMax: 4 * 1024,
  noiseBytesMax: 64 * 1024,
};

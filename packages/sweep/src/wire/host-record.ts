import { z } from 'zod';

import { decimalNumber, orNothing, wholeNumber } from './field-schemas.ts';
import { type ParsedRecord, parseFields } from './parsed-record.ts';
import type { WireRecord } from './wire-record.ts';

/** What a host says of itself. */
export interface HostRecord {
  /** Changes with every boot; pids and start times mean nothing across two of them. */
  readonly bootId: string | null;
  readonly uptimeSecs: number;
  readonly load1: number;
  readonly cpus: number | null;
  /** Whose eyes the probe had; null where it could not tell. */
  readonly uid: number | null;
  /** Whether the probe saw the whole host's processes or only a container's. */
  readonly pidNamespace: 'init' | 'other' | 'unknown';
  readonly clockSecs: number;
  readonly kernel: string;
  readonly hostname: string;
}

const UPTIME_SECS_MAX = 1e10;
const LOAD_MAX = 1e6;
const CPUS_MAX = 65_536;
const UID_MAX = 2 ** 32 - 1;
const EPOCH_SECS_MAX = 2 ** 40;

const Schema = z
  .object({
    boot: orNothing(z.string().regex(/^[0-9a-f-]{36}$/, 'not a boot id')),
    uptime: decimalNumber(UPTIME_SECS_MAX),
    load1: decimalNumber(LOAD_MAX),
    cpus: orNothing(wholeNumber(0, CPUS_MAX)),
    uid: orNothing(wholeNumber(0, UID_MAX)),
    pidns: z.enum(['init', 'other', 'unknown']),
    now: wholeNumber(0, EPOCH_SECS_MAX),
    kernel: z.string(),
    hostname: z.string(),
  })
  .transform(({ boot, uptime, load1, cpus, uid, pidns, now, kernel, hostname }): HostRecord => ({
    bootId: boot,
    uptimeSecs: uptime,
    load1,
    cpus,
    uid,
    pidNamespace: pidns,
    clockSecs: now,
    kernel,
    hostname,
  }));

/** Types the record that a host's `host` section sends. */
export function parseHostRecord(record: WireRecord): ParsedRecord<HostRecord> {
  return parseFields(Schema, record);
}

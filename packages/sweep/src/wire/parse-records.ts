import type { Coverage } from '@vedette/core';

import { type HostRecord, parseHostRecord } from './host-record.ts';
import { parseGapRecord } from './gap-record.ts';
import { type ItemRecord, parseItemRecord } from './item-record.ts';
import type { KnownCodes } from './judged-record.ts';
import { type ProcessRecord, parseProcessRecord } from './process-record.ts';
import { tallyViolations, type Violation, type ViolationTally } from './violations.ts';
import type { WireRecord } from './wire-record.ts';

/** A host's records with typed values. */
export interface TypedRecords {
  readonly host: HostRecord | null;
  readonly processes: readonly ProcessRecord[];
  readonly items: readonly ItemRecord[];
  readonly gaps: readonly Coverage[];
  /** Evidence and checks that this controller does not know: dropped. */
  readonly unknownCodes: number;
  /** Every record that could not be typed; such a stream is not whole. */
  readonly violations: ViolationTally;
}

/** Types every record of a stream; what cannot be typed becomes a violation, never silence. */
export function parseRecords(records: readonly WireRecord[], known: KnownCodes): TypedRecords {
  let host: HostRecord | null = null;
  const processes: ProcessRecord[] = [];
  const items: ItemRecord[] = [];
  const gaps: Coverage[] = [];
  const violations: Violation[] = [];

  const refuse = (detail: string): void => {
    violations.push({ code: 'record', detail });
  };

  for (const record of records) {
    const parsed = parseRecord(record, known);
    if (parsed === undefined) refuse(`no record is of type ${record.type}`);
    else if (!parsed.ok) violations.push(parsed.violation);
    else if (parsed.type === 'process') processes.push(parsed.value);
    else if (parsed.type === 'item') items.push(parsed.value);
    else if (parsed.type === 'gap') gaps.push(parsed.value);
    else if (record.section !== 'host') refuse(`a host record in section ${record.section}`);
    else if (host !== null) refuse('a second host record');
    else host = parsed.value;
  }
  return {
    host,
    processes,
    items,
    gaps,
    unknownCodes: [...processes, ...items].reduce((sum, { unknownCodes }) => sum + unknownCodes, 0),
    violations: tallyViolations(violations),
  };
}

function parseRecord(record: WireRecord, known: KnownCodes) {
  switch (record.type) {
    case 'host':
      return { type: 'host', ...parseHostRecord(record) } as const;
    case 'process':
      return { type: 'process', ...parseProcessRecord(record, known) } as const;
    case 'item':
      return { type: 'item', ...parseItemRecord(record, known) } as const;
    case 'gap':
      return { type: 'gap', ...parseGapRecord(record) } as const;
    default:
      return undefined;
  }
}

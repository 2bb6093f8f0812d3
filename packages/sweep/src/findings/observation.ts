import type { ItemRecord } from '../wire/item-record.ts';
import type { HostVerdict, Judged } from '../wire/judged-record.ts';
import type { ProcessRecord } from '../wire/process-record.ts';

/** The subject of process records; no item may have it. */
export const PROCESS = 'process';

/** One process or item as the host reported it; checked in form, not believed. */
export interface Observation {
  readonly section: string;
  /** `process`, or the subject of an item. */
  readonly subject: string;
  /** Items: what the baseline keeps `value` under. Processes: pid and start. */
  readonly key: string;
  readonly value: string;
  readonly evidence: readonly string[];
  readonly held: readonly string[];
  readonly failed: readonly string[];
  /** What the host says that each check makes of it. */
  readonly claims: readonly HostVerdict[];
  readonly facts: Readonly<Record<string, string>>;
}

/** A process as something to judge. */
export function observeProcess(record: ProcessRecord): Observation {
  const key = `${record.pid}:${record.startTicks}`;
  return { subject: PROCESS, key, value: '', ...judgedPart(record) };
}

/** An item as something to judge and to compare with the baseline. */
export function observeItem(record: ItemRecord): Observation {
  const { subject, key, value } = record;
  return { subject, key, value, ...judgedPart(record) };
}

function judgedPart({ section, evidence, held, failed, verdicts, facts }: Judged) {
  const { subject: _subject, key: _key, value: _value, ...rest } = facts;
  return {
    section,
    evidence: [...evidence],
    held: [...held],
    failed: [...failed],
    claims: verdicts,
    facts: rest,
  };
}

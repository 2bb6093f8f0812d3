import { DISPOSITIONS, type Disposition, SEVERITIES, type Severity } from '@vedette/core';
import { z } from 'zod';

import { CODE, codeList, LIST_CODES_MAX } from './field-schemas.ts';
import { plainFields } from './parsed-record.ts';
import type { WireRecord } from './wire-record.ts';

/** The codes that this controller knows; what a host says beyond them is counted, not believed. */
export interface KnownCodes {
  readonly evidence: ReadonlySet<string>;
  readonly checks: ReadonlySet<string>;
}

/** What a host says that one check makes of a record; the controller judges again. */
export interface HostVerdict {
  readonly check: string;
  readonly disposition: Disposition;
  readonly severity: Severity;
}

/** What every record that is judged carries. */
export interface Judged {
  /** The section of the probe that sent it. */
  readonly section: string;
  readonly evidence: ReadonlySet<string>;
  /** Benign proofs that held, and those that were tried and failed. */
  readonly held: ReadonlySet<string>;
  readonly failed: ReadonlySet<string>;
  readonly verdicts: readonly HostVerdict[];
  /** Codes and checks that this controller does not know: dropped, and counted here. */
  readonly unknownCodes: number;
  /** Every other field as the host sent it, without a prototype; hostile text. */
  readonly facts: Readonly<Record<string, string>>;
}

const Verdict = z
  .tuple([z.string().regex(CODE), z.enum(DISPOSITIONS), z.enum(SEVERITIES)], 'not a verdict')
  .transform(([check, disposition, severity]): HostVerdict => ({ check, disposition, severity }));

/** The fields of a judged record that are not facts. */
export const judgedShape = {
  evidence: codeList,
  held: codeList,
  failed: codeList,
  verdict: z
    .string()
    .default('')
    .transform((text) => (text === '' ? [] : text.split('+', LIST_CODES_MAX + 1)))
    .transform((verdicts) => verdicts.map((verdict) => verdict.split(':', 4)))
    .pipe(z.array(Verdict).max(LIST_CODES_MAX, 'too many verdicts')),
};

const JudgedSchema = z.object(judgedShape);

/** Keeps of a record's lists what this controller knows, and counts the rest. */
export function toJudged(
  record: WireRecord,
  lists: z.output<typeof JudgedSchema>,
  known: KnownCodes,
): Judged {
  const evidence = knownOf(lists.evidence, known.evidence);
  const held = knownOf(lists.held, known.evidence);
  const failed = knownOf(lists.failed, known.evidence);
  const verdicts = lists.verdict.filter(({ check }) => known.checks.has(check));
  const sent = [lists.evidence, lists.held, lists.failed].map((list) => new Set(list).size);
  const keptCount = evidence.size + held.size + failed.size + verdicts.length;
  const sentCount = sent.reduce((sum, size) => sum + size, lists.verdict.length);
  const facts = plainFields(record.fields);
  for (const name of Object.keys(judgedShape)) delete facts[name];
  return {
    section: record.section,
    evidence,
    held,
    failed,
    verdicts,
    unknownCodes: sentCount - keptCount,
    facts,
  };
}

function knownOf(codes: readonly string[], known: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(codes.filter((code) => known.has(code)));
}

import type { Check } from './check.ts';
import type { EvidenceTable } from './evidence.ts';

const SECTION_CHECKS: readonly { readonly checks: readonly Check[]; readonly evidence: EvidenceTable }[] = [];

/** Everything a sweep looks for, in the order of the probe's sections. */
export const ALL_CHECKS: readonly Check[] = SECTION_CHECKS.flatMap(({ checks }) => checks);

/** Every evidence code; the same code in two sections means the same (a test holds it). */
export const EVIDENCE: EvidenceTable = Object.assign({}, ...SECTION_CHECKS.map(({ evidence }) => evidence));

import * as accounts from './accounts/index.ts';
import * as containers from './containers/index.ts';
import * as hidden from './hidden/index.ts';
import * as kernel from './kernel/index.ts';
import * as login from './login/index.ts';
import * as names from './names/index.ts';
import * as preload from './preload/index.ts';
import * as processes from './processes/index.ts';
import * as scheduled from './scheduled/index.ts';
import * as setuid from './setuid/index.ts';
import * as ssh from './ssh/index.ts';
import * as startup from './startup/index.ts';
import type { Check } from './check.ts';
import type { EvidenceTable } from './evidence.ts';

/** What the folder of each section of the probe exports. */
interface SectionChecks {
  readonly checks: readonly Check[];
  readonly evidence: EvidenceTable;
}

/** Each section by itself, for the test that holds them together. */
export const SECTION_CHECKS: readonly SectionChecks[] = [
  processes,
  kernel,
  preload,
  accounts,
  ssh,
  scheduled,
  startup,
  login,
  names,
  containers,
  hidden,
  setuid,
];

/** Everything a sweep looks for, in the order of the probe's sections. */
export const ALL_CHECKS: readonly Check[] = SECTION_CHECKS.flatMap(({ checks }) => checks);

/** Every evidence code; the same code in two sections means the same (a test holds it). */
export const EVIDENCE: EvidenceTable = Object.fromEntries(
  SECTION_CHECKS.flatMap(({ evidence }) => Object.entries(evidence)),
);

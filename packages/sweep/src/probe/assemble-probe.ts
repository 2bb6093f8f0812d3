import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Check } from '../checks/check.ts';
import { compileRules } from './compile-rules.ts';
import { PROBE_DIR, scriptFragment as fragment, shellQuote } from './script-fragment.ts';
import { SECTIONS, type SectionName } from './sections.ts';

/** What every section may use. */
const SHARED = ['prelude.sh', 'facts.sh', 'owned.sh', 'drift.sh', 'content.sh'];

/** The sections that have a function `files_NAME` for `drift_collect`. */
const FILE_SECTIONS: ReadonlySet<SectionName> = new Set([
  'ssh',
  'scheduled',
  'startup',
  'login',
  'names',
  'setuid',
]);

export interface ProbeOptions {
  /** Lower-case hex, fresh for each host and run. */
  readonly nonce: string;
  /** The checks to run; their sections are run, their rules are compiled in. */
  readonly checks: readonly Check[];
  /** After this many seconds the probe ends itself and its children. */
  readonly wallSecondsMax: number;
  /** CPU seconds that any one process of the probe may use. */
  readonly cpuSecondsMax: number;
}

/**
 * Assembles the one script that is sent to `sh -s` on a host. It is a single function called on
 * the last line, so a script cut off on its way runs nothing.
 *
 * @throws TypeError if the nonce is not 16 to 64 hex digits.
 */
export function assembleProbe({
  nonce,
  checks,
  wallSecondsMax,
  cpuSecondsMax,
}: ProbeOptions): string {
  if (!/^[0-9a-f]{16,64}$/.test(nonce))
    throw new TypeError('the nonce must be 16 to 64 hex digits');
  const wanted = sectionsOf(checks);
  const judge = `${compileRules(checks)}\n${fragment('frame/frame.awk')}`;
  return [
    'vedette_probe() {',
    `NONCE=${nonce}`,
    `WALL_SECONDS_MAX=${wallSecondsMax}`,
    `CPU_SECONDS_MAX=${cpuSecondsMax}`,
    ...SHARED.map(fragment),
    ...wanted.flatMap(sectionSource),
    '{',
    ...wanted.flatMap((name) => [...collect(name, wanted), `section ${name}`]),
    `} | awk -v nonce="$NONCE" ${shellQuote(judge)}`,
    'stand_down',
    `PAYLOAD='finish sections=${wanted.length}'`,
    `printf '@%s - 0 %d %s\\n' "$NONCE" "\${#PAYLOAD}" "$PAYLOAD"`,
    '}',
    'vedette_probe </dev/null',
    '',
  ].join('\n');
}

/** The sections that checks need, in the order they run; `host` always runs. */
export function sectionsOf(checks: readonly Check[]): SectionName[] {
  const needed = new Set(['host', ...checks.flatMap((check) => check.sections)]);
  return SECTIONS.filter((name) => needed.has(name));
}

/** Sections about files are collected in one batch, right before the first of them runs. */
function collect(name: SectionName, wanted: readonly SectionName[]): string[] {
  const files = wanted.filter((candidate) => FILE_SECTIONS.has(candidate));
  return name === files[0] ? [`drift_collect ${files.join(' ')}`] : [];
}

/**
 * A section is `sections/NAME.sh` and, where one file is not enough, the parts in `sections/NAME/`:
 * shell files as they stand, awk files joined in order into the variable `AWK_NAME`.
 */
function sectionSource(name: SectionName): string[] {
  const folder = join(PROBE_DIR, 'sections', name);
  const parts = existsSync(folder) ? readdirSync(folder).toSorted() : [];
  const read = (part: string): string => fragment(`sections/${name}/${part}`);
  const awk = parts.filter((part) => part.endsWith('.awk')).map(read);
  return [
    ...(awk.length > 0 ? [`AWK_${name}=${shellQuote(awk.join(''))}`] : []),
    ...parts.filter((part) => part.endsWith('.sh')).map(read),
    fragment(`sections/${name}.sh`),
  ];
}

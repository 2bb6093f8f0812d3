import type { Check } from '../checks/check.ts';
import type { EvidenceTable } from '../checks/evidence.ts';
import { codesOf, ruleWords } from '../checks/rule-words.ts';
import type { TextLayout } from './finding-text.ts';
import { wrapText } from './text-width.ts';

const INDENT = 4;

/** A check in full, for somebody who wants to know what it means that it fired. */
export function explainText(
  check: Check,
  evidence: EvidenceTable,
  { paint, columns }: Pick<TextLayout, 'paint' | 'columns'>,
): string {
  const list = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0
      ? []
      : [
          '',
          paint('strong', title),
          ...lines.map((line) => `  - ${wrapText(line, columns, INDENT)}`),
        ];
  const removed =
    check.removed === undefined ? [] : [`ambiguous, ${check.removed.severity}: if it is gone`];
  return [
    `${paint('strong', check.id)}  ${check.title}`,
    wrapText(check.why, columns, 0),
    ...list('told apart from', check.lookAlikes),
    ...list('verdict, by the first rule that holds', [...check.rules.map(ruleWords), ...removed]),
    ...list(
      'evidence',
      codesOf(check.rules).map((code) => {
        const known = Object.hasOwn(evidence, code) ? evidence[code] : undefined;
        return known === undefined ? code : `${code} (${known.contribution}): ${known.text}`;
      }),
    ),
    ...list('what to do', [check.next]),
    '',
    `ATT&CK ${check.attack.join(' ')} · sections ${check.sections.join(', ')}`,
  ].join('\n');
}

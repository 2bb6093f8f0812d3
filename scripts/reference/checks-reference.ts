import {
  ALL_CHECKS,
  type Check,
  codesOf,
  CONTROLLER_EVIDENCE,
  EVIDENCE,
  type EvidenceTable,
  ruleWords,
  SECTIONS,
} from '@vedette/sweep';

/** `docs/reference/checks.md`: every check in full. */
export function checksReference(): string {
  const sections = SECTIONS.map((section) => ({
    section,
    checks: ALL_CHECKS.filter((check) => check.sections[0] === section),
  })).filter(({ checks }) => checks.length > 0);
  return [
    '# Checks',
    '',
    `What a sweep looks for: ${ALL_CHECKS.length} checks in ${sections.length} sections of the probe. \`vedette checks explain ID\` prints the same for one check.`,
    '',
    'The first rule that holds decides. Rules are evaluated on the host and again on the controller, and the lower verdict counts. What is *new or changed* is so against the baseline of the host: its first complete sweep learns without a word. A check that never alerts by itself says so with the verdict `benign`.',
    '',
    ...sections.flatMap(({ section, checks }) => [
      `- **${section}**: ${checks.map(({ id }) => `[${id}](#${id})`).join(', ')}`,
    ]),
    '',
    ...sections.flatMap(({ section, checks }) => [
      `## Section ${section}`,
      '',
      ...checks.flatMap(checkReference),
    ]),
    '## Reasons that the controller adds',
    '',
    'The past of the host, the rest of the fleet and a person are known to the controller alone.',
    '',
    ...evidenceTable(Object.keys(CONTROLLER_EVIDENCE), CONTROLLER_EVIDENCE),
  ].join('\n');
}

function checkReference(check: Check): string[] {
  const techniques = check.attack.map(
    (id) => `[${id}](https://attack.mitre.org/techniques/${id.replace('.', '/')}/)`,
  );
  const removed =
    check.removed === undefined ? [] : [`ambiguous, ${check.removed.severity}: if it is gone`];
  return [
    `### ${check.id}`,
    '',
    `**${check.title}.** ${check.why}`,
    '',
    `ATT&CK ${techniques.join(' ')}${check.sections.length > 1 ? ` · sections ${check.sections.join(', ')}` : ''}`,
    '',
    ...list('Told apart from:', check.lookAlikes),
    ...list('Verdict:', [...check.rules.map(ruleWords), ...removed]),
    ...evidenceTable(codesOf(check.rules), EVIDENCE),
    `What to do: ${places(check.next)}`,
    '',
  ];
}

function evidenceTable(codes: readonly string[], table: EvidenceTable): string[] {
  if (codes.length === 0) return [];
  return [
    '| evidence | role | contribution | says |',
    '|---|---|---:|---|',
    ...codes.map((code) => {
      const known = table[code];
      if (known === undefined) throw new TypeError(`no such evidence: ${code}`);
      return `| \`${code}\` | ${known.role} | ${known.contribution} | ${cell(places(known.text))} |`;
    }),
    '',
  ];
}

function list(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, '', ...lines.map((line) => `- ${places(line)}`), ''];
}

/** The places of templates, and the paths that hold some, as they are written. */
function places(text: string): string {
  return text.replaceAll(/\{[a-z][a-z0-9_]*\}/g, '`$&`').replaceAll('<', '&lt;');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

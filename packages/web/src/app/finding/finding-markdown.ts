import { commandText } from '../elements/command-text.ts';
import type { Finding } from '../api/shapes.ts';

const FENCE = '```';

/**
 * A finding as a report for a ticket. Whatever a host wrote stands in code, which no renderer of
 * Markdown takes for a link, a picture or a heading.
 */
export function findingMarkdown(finding: Finding, url: string): string {
  const { id, severity, score, watch, subject, hosts, reasons, facts, nearest, attack } = finding;
  const lines = [
    `# Vedette: ${severity} finding ${id}`,
    '',
    block(finding.summary),
    '',
    `- watch: ${watch}`,
    `- subject: ${code(subject)}`,
    `- hosts: ${hosts.map(code).join(', ')}`,
    `- score: ${score.toFixed(2)}`,
    `- first seen: ${new Date(finding.firstMs).toISOString()}`,
    `- last seen: ${new Date(finding.lastMs).toISOString()}, ${finding.count} times`,
    `- state: ${finding.life.state}`,
    ...(attack.length > 0 ? [`- ATT&CK: ${attack.map(code).join(', ')}`] : []),
    `- page: ${url}`,
    '',
    '## Why',
    '',
    ...reasons.map(({ contribution, text }) => `- ${contribution.toFixed(2)}: ${code(text)}`),
    '',
    '## Facts',
    '',
    ...Object.entries(facts).map(([name, value]) => `- ${code(name)}: ${code(factText(value))}`),
    ...(nearest === null ? [] : ['', '## Normal instead', '', block(commandText(nearest.argv))]),
  ];
  return `${lines.join('\n')}\n`;
}

function factText(value: Finding['facts'][string]): string {
  return typeof value === 'object' ? commandText(value) : String(value);
}

/** A code span on one line, fenced by more backticks than it holds. */
function code(text: string): string {
  const flat = text.replaceAll(/[\r\n\u0085\u2028\u2029]+/g, ' ');
  const fence = '`'.repeat(longestRun(flat) + 1);
  return `${fence} ${flat} ${fence}`;
}

function block(text: string): string {
  const fence = '`'.repeat(Math.max(FENCE.length, longestRun(text) + 1));
  return `${fence}text\n${text}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

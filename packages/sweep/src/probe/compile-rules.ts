import type { Check, Rule } from '../checks/check.ts';

/**
 * Compiles the rules of checks to the awk function `judge(subject)` that the probe runs on the
 * host: the same data that the controller evaluates, so the two can differ only if a host lies.
 */
export function compileRules(checks: readonly Check[]): string {
  const bySubject = Map.groupBy(checks, (check) => check.subject);
  const branches = [...bySubject].map(
    ([subject, own]) => `  if (subject == ${quote(subject)}) {\n${own.map(chain).join('')}  }\n`,
  );
  return `function judge(subject,    v) {\n  v = ""\n${branches.join('')}  return v\n}\n`;
}

function chain(check: Check): string {
  const arms = check.rules.map((rule) => {
    const verdict = `${check.id}:${rule.disposition}:${rule.severity}`;
    return `if (${condition(rule)}) v = v (v == "" ? "" : "+") ${quote(verdict)}\n`;
  });
  return `    ${arms.join('    else ')}`;
}

function condition(rule: Rule): string {
  const has = (code: string): string => `has(${quote(code)})`;
  const terms = [
    ...(rule.all ?? []).map(has),
    ...(rule.any ?? []).map((group) => `(${group.map(has).join(' || ')})`),
    ...(rule.none ?? []).map((code) => `!${has(code)}`),
  ];
  return terms.length === 0 ? '1' : terms.join(' && ');
}

function quote(word: string): string {
  if (!/^[a-z0-9:-]+$/.test(word)) throw new TypeError(`not a code: ${JSON.stringify(word)}`);
  return `"${word}"`;
}

import type { Rule } from './check.ts';

/** A rule as one sentence: what must hold for which verdict. */
export function ruleWords({ disposition, severity, all, any, none, onChange }: Rule): string {
  const conditions = [
    ...(all ?? []),
    ...(any ?? []).map((group) =>
      group.length === 1 ? group.join('') : `one of ${group.join(', ')}`,
    ),
    ...(none ?? []).map((code) => `not ${code}`),
    ...(onChange === undefined
      ? []
      : [onChange === true ? 'new or changed on this host' : 'changed on this host']),
  ];
  const when = conditions.length === 0 ? 'always' : `if ${conditions.join(' and ')}`;
  return `${disposition}, ${severity}: ${when}`;
}

/** The evidence codes that a check's rules ask for, in the order they are named. */
export function codesOf(rules: readonly Rule[]): string[] {
  return [
    ...new Set(
      rules.flatMap(({ all = [], any = [], none = [] }) => [...all, ...any.flat(), ...none]),
    ),
  ];
}

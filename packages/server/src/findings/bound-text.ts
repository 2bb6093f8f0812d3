import type { Reason } from '@vedette/core';

const TEXT_MAX = 1_024;
const ARGUMENT_MAX = 256;
const ARGUMENTS_MAX = 32;
const REASONS_MAX = 16;
const FACTS_MAX = 48;
const NAME_MAX = 64;
const CODE_MAX = 64;

type Facts = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** Cut so that no half of a surrogate pair is left, which no store would take. */
export function boundText(text: string, max: number = TEXT_MAX): string {
  return text.slice(0, max).toWellFormed();
}

/** The first arguments, each bounded: enough to know a command by. */
export function boundArguments(argv: readonly string[]): string[] {
  return argv.slice(0, ARGUMENTS_MAX).map((argument) => boundText(argument, ARGUMENT_MAX));
}

/** The strongest reasons. */
export function boundReasons(reasons: readonly Reason[]): Reason[] {
  return reasons.slice(0, REASONS_MAX).map(({ code, contribution, text }) => ({
    ...{ code: boundText(code, CODE_MAX), contribution, text: boundText(text) },
  }));
}

/** Facts as a finding keeps them. */
export function boundFacts(facts: Facts): Record<string, string | number | boolean | string[]> {
  const kept = Object.entries(facts).slice(0, FACTS_MAX);
  return Object.fromEntries(
    kept.map(([name, value]) => [boundText(name, NAME_MAX), boundFact(value)]),
  );
}

function boundFact(value: Facts[string]): string | number | boolean | string[] {
  if (typeof value === 'string') return boundText(value);
  return typeof value === 'object' ? boundArguments(value) : value;
}

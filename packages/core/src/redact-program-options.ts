import type { Hide } from './redact-secrets.ts';

import { type ProgramSecrets, SECRETS_OF } from './program-secrets.ts';

/** What one look at the words of a command remembers. */
interface Walk {
  rule: ProgramSecrets | undefined;
  subcommandSeen: boolean;
  /** What the next word is. */
  next: 'secret' | { readonly separator: string } | undefined;
}

/**
 * Hides what programs take as a secret by options that do not say so. The program may stand behind
 * others (`sudo`, `env`, `timeout 5`): any word that names one begins a new command.
 */
export function redactProgramOptions(words: readonly string[], hide: Hide): string[] {
  const walk: Walk = { rule: undefined, subcommandSeen: false, next: undefined };
  return words.map((word) => redactWord(walk, word, hide));
}

function redactWord(walk: Walk, word: string, hide: Hide): string {
  const { next } = walk;
  walk.next = undefined;
  if (next === 'secret') return word === '' ? word : hide(word);
  if (next !== undefined) return hideAfter(word, next.separator, hide);
  const known = SECRETS_OF.get(word.slice(word.lastIndexOf('/') + 1));
  if (known !== undefined) {
    walk.rule = known;
    walk.subcommandSeen = false;
    return word;
  }
  const { rule } = walk;
  if (rule === undefined) return word;
  if (rule.subcommand !== undefined && !walk.subcommandSeen) {
    walk.subcommandSeen = word === rule.subcommand;
    return word;
  }
  if (rule.wraps === true && !word.startsWith('-')) walk.rule = undefined;
  return redactOption(walk, { rule, word, hide });
}

function redactOption(
  walk: Walk,
  { rule, word, hide }: { rule: ProgramSecrets; word: string; hide: Hide },
): string {
  if (rule.separate?.includes(word) === true) {
    walk.next = 'secret';
    return word;
  }
  const { user } = rule;
  if (user !== undefined) {
    if (user.options.includes(word)) walk.next = { separator: user.separator };
    // `--user=me:SECRET`, `-ume:SECRET`
    const option = user.options.find((option) => word.startsWith(option) && word !== option);
    if (option !== undefined)
      return option + hideAfter(word.slice(option.length), user.separator, hide);
  }
  const option = rule.attached?.find((option) => word.startsWith(option) && word !== option);
  return option === undefined ? word : option + hide(word.slice(option.length));
}

function hideAfter(word: string, separator: string, hide: Hide): string {
  const at = word.indexOf(separator);
  if (at < 0 || at + 1 === word.length) return word;
  // The separator of a marker, where something else was hidden before.
  if (word.slice(0, at + 1).endsWith('[redacted:')) return word;
  return word.slice(0, at + 1) + hide(word.slice(at + 1));
}

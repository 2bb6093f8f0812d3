/**
 * Words that say which collection an example is from, not what it does: `attacker.com`,
 * `/path/to/input-file`, `AtomicRedTeam`. A prior that learned them would look better on other
 * examples of the same collections, and know nothing.
 */
const PLACEHOLDER =
  /path\/to|\/path$|input-file|output-file|temp-file|attacker|atomic|^\*?data$|t#\.|t1\d{3}|redcanary|\bart\b|evil|victim|malicious|^x$|script\.sh$/i;

/** Whether a masked word is a collection's placeholder. */
export function isPlaceholder(word: string): boolean {
  return PLACEHOLDER.test(word);
}

/**
 * Everything that changes how neighbouring text is drawn: C0 and C1 controls, bidi controls,
 * zero-width and line-separator characters, tags, lone surrogates, and the replacement
 * character's look-alikes are shown as escapes instead.
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0\u2800]/gu;

/** Longest host text that is shown on one line, in UTF-16 units; the cut is marked. */
export const SHOWN_TEXT_MAX = 400;

/**
 * Makes text from a watched host or a login inert: what would move a cursor, reorder or hide
 * text becomes a visible `\u{…}` escape. The result has no line break.
 *
 * @example escapeText('a\u001b[2Jb') // 'a\\u{1b}[2Jb'
 */
export function escapeText(text: string, max: number = SHOWN_TEXT_MAX): string {
  const cut = text.length > max ? `${text.slice(0, max)}…` : text;
  return cut.replace(UNSAFE, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}

const WIDE =
  /^(?:[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation})/u;
const ZERO = /^\p{M}$/u;
// eslint-disable-next-line no-control-regex -- our own colours take no room
const STYLE = /\u001b\[[0-9;]*m/g;

/** How many columns of a terminal a text takes; our own colours take none. */
export function textWidth(text: string): number {
  let columns = 0;
  for (const char of text.replace(STYLE, ''))
    columns += ZERO.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
  return columns;
}

/** Fills up with spaces to a width. */
export function padText(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - textWidth(text)));
}

/**
 * Breaks a text at spaces so that no line is wider than `columns`; a word that is wider than a
 * line is broken inside. The first line stands where the caller put it, the others are indented.
 */
export function wrapText(text: string, columns: number, indent: number): string {
  const room = Math.max(columns - indent, MIN_COLUMNS);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((each) => breakWord(each, room))) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (textWidth(joined) > room && line !== '') {
      lines.push(line);
      line = word;
    } else line = joined;
  }
  return [...lines, line].join(`\n${' '.repeat(indent)}`);
}

/** Narrower than this nothing can be read anyway. */
const MIN_COLUMNS = 20;

function breakWord(word: string, room: number): string[] {
  if (textWidth(word) <= room) return [word];
  const parts: string[] = [''];
  for (const char of word) {
    const last = parts.at(-1) ?? '';
    if (textWidth(last + char) > room) parts.push(char);
    else parts[parts.length - 1] = last + char;
  }
  return parts;
}

/**
 * Cuts a shell line into its simple commands as argument lists: pipes, lists, groups and
 * substitutions are cut, quotes are removed, redirections and assignments dropped. Rough on
 * purpose: it only has to make commands out of documentation.
 */
export function splitShell(line: string): string[][] {
  const commands: string[][] = [];
  let command: string[] = [];
  let word = '';
  let inWord = false;
  let quote = '';
  const endWord = (): void => {
    if (inWord) command.push(word);
    word = '';
    inWord = false;
  };
  const endCommand = (): void => {
    endWord();
    const cleaned = withoutShellWords(command);
    if (cleaned.length > 0) commands.push(cleaned);
    command = [];
  };
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at] ?? '';
    if (quote !== '') {
      if (char === quote) quote = '';
      else if (char === '\\' && quote === '"' && at + 1 < line.length)
        word += line[(at += 1)] ?? '';
      else word += char;
    } else if (char === "'" || char === '"') {
      quote = char;
      inWord = true;
    } else if (char === '\\' && at + 1 < line.length) {
      word += line[(at += 1)] ?? '';
      inWord = true;
    } else if (/\s/.test(char) && char !== '\n') endWord();
    else if (/[|;&\n()`]/.test(char) && !(char === '&' && /[<>]$/.test(word))) endCommand();
    else {
      word += char;
      inWord = true;
    }
  }
  endCommand();
  return commands;
}

const SHELL_WORD =
  /^(?:if|then|else|elif|fi|for|while|until|do|done|case|esac|in|function|time|!|\{|\}|\[\[|\]\])$/;
const ASSIGNMENT = /^[A-Za-z_]\w*\+?=/;
const REDIRECTION = /^\d*(?:>>?|<)&?\d*/;

function withoutShellWords(words: readonly string[]): string[] {
  const first = words.findIndex((word) => !SHELL_WORD.test(word) && !ASSIGNMENT.test(word));
  if (first === -1) return [];
  const kept: string[] = [];
  for (let at = first; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (!REDIRECTION.test(word)) kept.push(word);
    else if (/^\d*(?:>>?|<)$/.test(word)) at += 1;
  }
  const [name = ''] = kept;
  return /^[\w./+[-]+$/.test(name) ? kept : [];
}

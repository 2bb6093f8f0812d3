const PLAIN = /^[\w@%+=:,./-]+$/;

/** A word as a person can paste it into a POSIX shell: for commands that are shown, never run. */
export function shellWord(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

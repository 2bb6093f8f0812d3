const PLAIN = /^[\w@%+=:,./-]+$/;

/** Arguments as a person would type them: quoted where a shell would need it. For reading only. */
export function commandText(argv: readonly string[]): string {
  return argv
    .map((word) => (PLAIN.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`))
    .join(' ');
}

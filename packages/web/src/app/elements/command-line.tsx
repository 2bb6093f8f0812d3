import type { ReactNode } from 'react';

import { HostText } from './host-text.tsx';

const PLAIN = /^[\w@%+=:,./-]+$/;

/** Arguments as a person would type them: quoted where a shell would need it. For reading only. */
export function commandText(argv: readonly string[]): string {
  return argv
    .map((word) => (PLAIN.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`))
    .join(' ');
}

/** A command line of a host. */
export function CommandLine({
  argv,
  max,
}: {
  readonly argv: readonly string[];
  readonly max?: number;
}): ReactNode {
  return <HostText text={commandText(argv)} {...(max === undefined ? {} : { max })} />;
}

import type { ReactNode } from 'react';

import { commandText } from './command-text.ts';
import { HostText } from './host-text.tsx';

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

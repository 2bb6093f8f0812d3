import type { ReactNode } from 'react';

import { commandText } from './command-text.ts';
import { CopyButton } from './copy-button.tsx';
import { HostText } from './host-text.tsx';

/** The command that does the same in a terminal. */
export function CliLine({ argv }: { readonly argv: readonly string[] }): ReactNode {
  const text = commandText(argv);
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-md bg-sunken px-2.5 py-1.5">
      <span className="text-sm text-soft">In a terminal</span>
      <code className="min-w-0 flex-1 basis-48">
        <HostText text={text} />
      </code>
      <CopyButton label="Copy" text={() => text} />
    </div>
  );
}

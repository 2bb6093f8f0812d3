import type { ReactNode } from 'react';

/** Says that an answer had to stop before its end. */
export function IncompleteNote({ complete }: { readonly complete: boolean }): ReactNode {
  if (complete) return null;
  return (
    <output className="block rounded bg-medium-soft p-2 text-medium">
      ■ There is more in this span than one answer can read: what is below is the newest part of it.
      Choose a shorter time, or one application.
    </output>
  );
}

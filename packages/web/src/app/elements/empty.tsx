import type { ReactNode } from 'react';

/** What stands where nothing is: why, and what to do to change it. */
export function Empty({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div className="rounded-lg border border-dashed border-strong-line px-6 py-10 text-center">
      <p className="text-lg font-medium">{title}</p>
      <div className="mx-auto mt-2 max-w-xl text-soft">{children}</div>
    </div>
  );
}

/** A command to type in a terminal. */
export function Command({ children }: { readonly children: string }): ReactNode {
  return (
    <code className="rounded bg-sunken px-1.5 py-0.5 font-mono text-[0.9em] text-ink">
      {children}
    </code>
  );
}

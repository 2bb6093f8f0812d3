import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { problemOf } from '../api/problem.ts';
import { Button } from './button.tsx';
import { HostText } from './host-text.tsx';

/** What went wrong, what to do next, and a way to try again. */
export function ProblemNote({
  error,
  retry,
}: {
  readonly error: unknown;
  readonly retry?: () => void;
}): ReactNode {
  const { message, hint, code } = problemOf(error);
  return (
    <div role="alert" className="rounded-lg border border-critical bg-critical-soft p-4">
      <p className="font-medium text-critical">
        <HostText prose text={message} />
      </p>
      {hint !== '' && (
        <p className="mt-1">
          <HostText prose text={hint} />
        </p>
      )}
      <div className="mt-2 flex items-center gap-3 text-sm text-soft">
        <span>{code}</span>
        {retry !== undefined && <Button onClick={retry}>Try again</Button>}
      </div>
    </div>
  );
}

/**
 * Shows what was asked for once it is there. What was there before stays while it is asked for
 * anew; before anything is there its place is kept, `lines` high.
 */
export function Loaded<Data>({
  query,
  lines = 6,
  children,
}: {
  readonly query: UseQueryResult<Data>;
  readonly lines?: number;
  readonly children: (data: Data) => ReactNode;
}): ReactNode {
  const { data, error, refetch, isPending } = query;
  if (data !== undefined) {
    return (
      <>
        {error !== null && <ProblemNote error={error} retry={() => void refetch()} />}
        {children(data)}
      </>
    );
  }
  if (error !== null) return <ProblemNote error={error} retry={() => void refetch()} />;
  return isPending ? <PlaceHolder lines={lines} /> : null;
}

/** Keeps the place of what is on its way. */
export function PlaceHolder({ lines }: { readonly lines: number }): ReactNode {
  return (
    <div role="status" aria-label="Loading" className="flex flex-col gap-2">
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className="h-6 animate-pulse rounded bg-sunken" />
      ))}
    </div>
  );
}

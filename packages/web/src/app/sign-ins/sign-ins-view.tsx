import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { Button } from '../elements/button.tsx';
import { Empty } from '../elements/empty.tsx';
import { PlaceHolder, ProblemNote } from '../elements/loaded.tsx';
import { IncompleteNote } from './incomplete-note.tsx';
import { SignInList } from './sign-in-list.tsx';
import { signInsQuery } from './sign-ins-query.ts';
import { useChangeSearch } from './use-change-search.ts';

/** Sign-ins with their reasons, newest first. */
export function SignInsView(): ReactNode {
  const search = useSearch({ from: '/sign-ins' });
  const change = useChangeSearch();
  const query = useInfiniteQuery(signInsQuery(search));
  const { data, error, hasNextPage, isFetchingNextPage } = query;
  if (data === undefined) {
    return error === null ? (
      <PlaceHolder lines={10} />
    ) : (
      <ProblemNote error={error} retry={() => void query.refetch()} />
    );
  }
  const loaded = data.pages.flatMap(({ signIns }) => signIns);
  const { reason, open } = search;
  const shown =
    reason === undefined
      ? loaded
      : loaded.filter(({ reasons }) =>
          reasons.some(({ code, contribution }) => code === reason && contribution > 0),
        );
  return (
    <div className="flex flex-col gap-3">
      {error !== null && <ProblemNote error={error} retry={() => void query.refetch()} />}
      <IncompleteNote complete={data.pages.every(({ complete }) => complete)} />
      {shown.length === 0 ? (
        <Empty title="No such sign-ins">
          {hasNextPage
            ? 'None of those that were looked at; there are more.'
            : 'Nothing in this time is like that. Risky ones are those that would have been told of, challenged or refused; “all” shows the others.'}
        </Empty>
      ) : (
        <>
          <p aria-live="polite" className="text-sm text-soft">
            {shown.length.toLocaleString()}
            {reason !== undefined && ` of the ${loaded.length.toLocaleString()}`}{' '}
            {hasNextPage ? 'newest sign-ins' : 'sign-ins, newest first'}
          </p>
          <SignInList
            label="Sign-ins, newest first"
            signIns={shown}
            {...(open === undefined ? {} : { open })}
            onOpen={(id) => change({ open: id ?? '' })}
            withUser
          />
        </>
      )}
      {hasNextPage && (
        <div>
          <Button disabled={isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show older ones
          </Button>
        </div>
      )}
    </div>
  );
}

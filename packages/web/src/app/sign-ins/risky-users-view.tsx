import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { Empty } from '../elements/empty.tsx';
import { Loaded } from '../elements/loaded.tsx';
import { LongList } from '../elements/long-list.tsx';
import { IncompleteNote } from './incomplete-note.tsx';
import { RiskyUserRow } from './risky-user-row.tsx';
import { riskyUsersQuery } from './sign-ins-query.ts';

const ROW_PX = 84;

/** Users with something risky; who waits for somebody comes first. */
export function RiskyUsersView(): ReactNode {
  const search = useSearch({ from: '/sign-ins' });
  const users = useQuery(riskyUsersQuery(search));
  return (
    <Loaded query={users} lines={10}>
      {({ users, total, complete }) => (
        <div className="flex flex-col gap-3">
          <IncompleteNote complete={complete} />
          {users.length === 0 ? (
            <Empty title="No risky users">
              In this time nobody signed in so unlike themselves that they would have been told,
              challenged or refused.
            </Empty>
          ) : (
            <>
              <p className="text-sm text-soft">
                {total === 1 ? '1 user' : `${total.toLocaleString()} users`}
                {total > users.length && `, the first ${users.length.toLocaleString()} of them`}
              </p>
              <div className="rounded-lg border border-line bg-raised">
                <LongList
                  label="Risky users"
                  items={users}
                  keyOf={({ application, user }) => JSON.stringify([application, user])}
                  rowHeightPx={ROW_PX}
                >
                  {(user) => <RiskyUserRow user={user} />}
                </LongList>
              </div>
            </>
          )}
        </div>
      )}
    </Loaded>
  );
}

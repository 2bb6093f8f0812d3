import type { ReactNode } from 'react';

import { LongList } from '../elements/long-list.tsx';
import { SignInRow } from './sign-in-row.tsx';
import type { SignIn } from './sign-ins-query.ts';

const ROW_PX = 76;

/** Sign-ins, one of which may be open. */
export function SignInList({
  label,
  signIns,
  open,
  onOpen,
  withUser,
}: {
  readonly label: string;
  readonly signIns: readonly SignIn[];
  readonly open?: string;
  readonly onOpen: (id: string | undefined) => void;
  readonly withUser: boolean;
}): ReactNode {
  return (
    <div className="rounded-lg border border-line bg-raised">
      <LongList
        label={label}
        items={signIns}
        // Ids are the application's: two users may have the same one.
        keyOf={({ application, user, id }) => JSON.stringify([application, user, id])}
        rowHeightPx={ROW_PX}
      >
        {(signIn) => (
          <SignInRow
            signIn={signIn}
            isOpen={signIn.id === open}
            onToggle={(isOpen) => {
              if (isOpen) onOpen(signIn.id);
              else if (signIn.id === open) onOpen(undefined);
            }}
            withUser={withUser}
          />
        )}
      </LongList>
    </div>
  );
}

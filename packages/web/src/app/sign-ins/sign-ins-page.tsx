import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { Loaded } from '../elements/loaded.tsx';
import { Page } from '../elements/page.tsx';
import { Views } from '../elements/views.tsx';
import { DataCredits } from './data-credits.tsx';
import { DetectionsView } from './detections-view.tsx';
import { NoSignIns } from './no-sign-ins.tsx';
import { RiskyUsersView } from './risky-users-view.tsx';
import { SignInFilters } from './sign-in-filters.tsx';
import { applicationsQuery } from './sign-ins-query.ts';
import { SignInsView } from './sign-ins-view.tsx';
import { useChangeSearch } from './use-change-search.ts';

const VIEWS = [
  ['users', 'Risky users'],
  ['sign-ins', 'Risky sign-ins'],
  ['detections', 'Detections'],
] as const;

/** Users, sign-ins and what spoke against them: three lists that lead to each other. */
export function SignInsPage(): ReactNode {
  const applications = useQuery(applicationsQuery);
  return (
    <Page
      title="Sign-ins"
      lead="Whether whoever signs in to your applications is still the same person."
    >
      <Loaded query={applications} lines={12}>
        {({ applications }) =>
          applications.length === 0 ? (
            <NoSignIns />
          ) : (
            <Lists applications={applications.map(({ application }) => application)} />
          )
        }
      </Loaded>
      <DataCredits />
    </Page>
  );
}

function Lists({ applications }: { readonly applications: readonly string[] }): ReactNode {
  const { view = 'users' } = useSearch({ from: '/sign-ins' });
  const change = useChangeSearch();
  return (
    <Views
      label="Lists of sign-ins"
      shown={view}
      names={VIEWS}
      onChange={(name) =>
        change({ view: name, open: '', user: '', reason: '' }, { replace: false })
      }
    >
      <div className="flex flex-col gap-4">
        <SignInFilters applications={applications} />
        {view === 'users' && <RiskyUsersView />}
        {view === 'sign-ins' && <SignInsView />}
        {view === 'detections' && <DetectionsView />}
      </div>
    </Views>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { escapeText } from '@vedette/core';
import type { ReactNode } from 'react';

import { Empty } from '../elements/empty.tsx';
import { HostText } from '../elements/host-text.tsx';
import { Loaded } from '../elements/loaded.tsx';
import { Page } from '../elements/page.tsx';
import { Panel } from '../elements/panel.tsx';
import { Labelled } from '../elements/labelled.tsx';
import { Tag } from '../elements/tag.tsx';
import { Time } from '../elements/time.tsx';
import { DataCredits } from './data-credits.tsx';
import { IncompleteNote } from './incomplete-note.tsx';
import { SignInList } from './sign-in-list.tsx';
import { SignaturePanels } from './signature-panels.tsx';
import { type UserSignIns, userQuery } from './sign-ins-query.ts';
import { VerdictButtons } from './verdict-buttons.tsx';

const NAME_CHARS = 120;

/** One user: what is usual, and what happened last. */
export function UserPage(): ReactNode {
  const path = useParams({ from: '/sign-ins/$application/$user' });
  const found = useQuery(userQuery(path));
  const open = found.data === undefined ? 0 : openOnes(found.data);
  return (
    <Page
      title={escapeText(path.user, NAME_CHARS)}
      lead={
        <>
          How this user of <HostText text={path.application} /> usually signs in, and what came
          last.
        </>
      }
      actions={open > 0 ? <VerdictButtons subject={path} /> : undefined}
    >
      <Loaded query={found} lines={14}>
        {(user) => <User user={user} />}
      </Loaded>
      <DataCredits />
    </Page>
  );
}

function User({ user: { signature, recent, complete, ...user } }: UserProps): ReactNode {
  const { open } = useSearch({ from: '/sign-ins/$application/$user' });
  const navigate = useNavigate({ from: '/sign-ins/$application/$user' });
  if (signature === null && recent.length === 0) {
    return (
      <Empty title="Nobody by this name is known">
        No sign-in of this user was reported, or it is longer ago than is kept.
      </Empty>
    );
  }
  return (
    <>
      {signature !== null && (
        <dl className="grid grid-cols-2 gap-x-4 gap-y-2 rounded-lg border border-line bg-raised p-4 sm:grid-cols-4">
          <Labelled name="Sign-ins learned">{signature.signInsLearned.toLocaleString()}</Labelled>
          <Labelled name="Last learned">
            {signature.lastSignIn === null ? (
              'none'
            ) : (
              <Time ms={Date.parse(signature.lastSignIn)} />
            )}
          </Labelled>
          <Labelled name="Waiting to be learned">
            {signature.waiting.length.toLocaleString()}
          </Labelled>
          <Labelled name="Open, risky">
            {openOnes({ recent })}{' '}
            {signature.learningPaused && <Tag tone="warning">■ learning paused</Tag>}
          </Labelled>
        </dl>
      )}
      {signature !== null && signature.signInsLearned > 0 && (
        <SignaturePanels signature={signature} recent={recent} />
      )}
      <Panel
        title="Recent sign-ins"
        aside={recent.length === 1 ? '1, newest first' : `${recent.length}, newest first`}
      >
        <IncompleteNote complete={complete} />
        <div className="-m-4">
          <SignInList
            label="Recent sign-ins, newest first"
            signIns={recent}
            {...(open === undefined ? {} : { open })}
            onOpen={(id) =>
              void navigate({
                search: id === undefined ? {} : { open: id },
                replace: true,
                resetScroll: false,
              })
            }
            withUser={false}
          />
        </div>
      </Panel>
      {signature === null && (
        <p className="text-soft">
          Nothing is usual yet for <HostText text={user.user} max={NAME_CHARS} />: nothing was
          learned.
        </p>
      )}
    </>
  );
}

interface UserProps {
  readonly user: UserSignIns;
}

/** Risky ones that nobody has said anything about. */
function openOnes({ recent }: Pick<UserSignIns, 'recent'>): number {
  return recent.filter(({ wanted, outcome }) => wanted !== 'allow' && outcome === 'none').length;
}

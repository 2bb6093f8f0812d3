import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import type { Finding } from '../api/shapes.ts';
import { Command, Empty } from '../elements/empty.tsx';
import { Loaded } from '../elements/loaded.tsx';
import { Page } from '../elements/page.tsx';
import { type FindingState, findingsQuery, openFindingsQuery } from './findings-query.ts';
import { FindingsList } from './findings-list.tsx';
import { standingOf } from './standing.ts';
import { WatchedLine } from './watched-line.tsx';

const STATES = [
  ['open', 'Open'],
  ['acknowledged', 'Acknowledged'],
  ['expected', 'Expected'],
  ['resolved', 'Resolved'],
] as const;
const TONES = {
  good: 'border-good text-good',
  warning: 'border-medium text-medium',
  bad: 'border-critical text-critical',
} as const;

/** Is anything wrong, what, and why: the page that somebody looks at first. */
export function NowPage(): ReactNode {
  const { state = 'open' } = useSearch({ from: '/' });
  const open = useQuery(openFindingsQuery);
  const shown = useQuery(findingsQuery(state));
  return (
    <Page title="Now" lead={<WatchedLine />}>
      <Loaded query={open} lines={2}>
        {({ findings }) => <Statement findings={findings} />}
      </Loaded>
      <nav aria-label="State of findings">
        <ul className="flex flex-wrap gap-1">
          {STATES.map(([name, label]) => (
            <li key={name}>
              <Link
                to="/"
                search={name === 'open' ? {} : { state: name }}
                activeOptions={{ exact: true, includeSearch: true }}
                className="block rounded-md px-3 py-1 text-soft hover:bg-sunken aria-[current=page]:bg-sunken aria-[current=page]:font-medium aria-[current=page]:text-ink"
              >
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Loaded query={shown}>
        {({ findings, total }) => (
          <div>
            {findings.length === 0 ? (
              <NoFindings state={state} />
            ) : (
              <FindingsList findings={findings} />
            )}
            {total > findings.length && (
              <p className="mt-2 text-soft">
                The {findings.length} most serious of {total.toLocaleString()}.
              </p>
            )}
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Statement({ findings }: { readonly findings: readonly Finding[] }): ReactNode {
  const { tone, sentence } = standingOf(findings);
  return (
    <p
      aria-live="polite"
      className={`border-l-4 py-1 pl-4 text-3xl font-semibold tracking-tight ${TONES[tone]}`}
    >
      {sentence}
    </p>
  );
}

function NoFindings({ state }: { readonly state: FindingState }): ReactNode {
  if (state !== 'open')
    return (
      <Empty title={`No finding is ${state}`}>
        What somebody decides about findings is kept here.
      </Empty>
    );
  return (
    <Empty title="No open findings">
      Findings come from sweeps of hosts, from executions that a workload has never done, and from
      sign-ins. To see one without an attacker, run <Command>vedette drill</Command> in a terminal:
      it is harmless and cleans up after itself.
    </Empty>
  );
}

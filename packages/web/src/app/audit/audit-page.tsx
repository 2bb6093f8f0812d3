import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { Empty } from '../elements/empty.tsx';
import { Loaded } from '../elements/loaded.tsx';
import { Page } from '../elements/page.tsx';
import { AuditEntryView } from './audit-entry-view.tsx';
import { auditQuery } from './audit-query.ts';

const PLACE_LINES = 16;

/** Who did what, when, through what, and what came of it. */
export function AuditPage(): ReactNode {
  const { before } = useSearch({ from: '/audit' });
  const page = useQuery(auditQuery(before));
  return (
    <Page
      title="Who did what"
      lead="Every change through the API, every login and every refused one. It is written before the change is made; what cannot be written is not done."
    >
      <Loaded query={page} lines={PLACE_LINES}>
        {({ entries, next }) => (
          <>
            {entries.length === 0 ? (
              <Empty
                title={
                  before === undefined ? 'Nobody has changed anything yet' : 'Nothing is older'
                }
              >
                <p>
                  Acknowledging a finding, freezing a process, approving what a workload does:
                  whoever does such a thing stands here, with the time and the outcome.
                </p>
              </Empty>
            ) : (
              <ol className="divide-y divide-line rounded-lg border border-line bg-raised">
                {entries.map((entry) => (
                  <li key={`${entry.requestId} ${entry.atMs} ${entry.action}`}>
                    <AuditEntryView entry={entry} />
                  </li>
                ))}
              </ol>
            )}
            <nav aria-label="Pages of the audit" className="flex justify-between gap-3">
              {before === undefined ? (
                <span />
              ) : (
                <Link to="/audit" search={{}} className="text-accent underline">
                  Newest
                </Link>
              )}
              {next !== null && (
                <Link to="/audit" search={{ before: next }} className="text-accent underline">
                  Older
                </Link>
              )}
            </nav>
          </>
        )}
      </Loaded>
    </Page>
  );
}

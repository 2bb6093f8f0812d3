import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import type { StoredEvent } from '../api/shapes.ts';
import { ArgvDiff } from '../elements/argv-diff.tsx';
import { CommandLine } from '../elements/command-line.tsx';
import { CopyButton } from '../elements/copy-button.tsx';
import { FactsList } from '../elements/facts-list.tsx';
import { Loaded } from '../elements/loaded.tsx';
import { Page } from '../elements/page.tsx';
import { Panel } from '../elements/panel.tsx';
import { ReasonsList } from '../elements/reasons-list.tsx';
import { Time } from '../elements/time.tsx';
import { ExecutionLinks } from './execution-links.tsx';
import { ExecutionSentence } from './execution-sentence.tsx';
import { executionQuery } from './execution-query.ts';
import { factsOf } from './facts-of.ts';
import { rarityText } from './verdict-text.ts';

/** One execution: what it was, why it scored as it did, and everything that is known of it. */
export function ExecutionPage(): ReactNode {
  const { id } = useParams({ from: '/executions/$id' });
  const query = useQuery(executionQuery(id));
  return (
    <Page
      title="Execution"
      actions={
        query.data !== undefined && (
          <CopyButton label="Copy as JSON" text={() => JSON.stringify(query.data, null, 2)} />
        )
      }
    >
      <Loaded query={query} lines={14}>
        {(stored) => <Told stored={stored} />}
      </Loaded>
    </Page>
  );
}

function Told({ stored }: { readonly stored: StoredEvent }): ReactNode {
  const { event, reasons, nearest, p } = stored;
  const rarity = rarityText(p);
  return (
    <>
      <div className="flex flex-col gap-2 text-lg">
        <ExecutionSentence stored={stored} />
      </div>
      <div className="rounded-lg border border-line bg-raised p-4">
        <CommandLine argv={event.argv.length === 0 ? [event.exe] : event.argv} max={2_000} />
      </div>
      <ExecutionLinks stored={stored} />
      {nearest !== null && (
        <Panel
          title="Beside the nearest normal thing"
          aside={`${(100 * (1 - nearest.distance)).toFixed(0)} % alike`}
        >
          <ArgvDiff argv={event.argv} nearest={nearest.argv} />
        </Panel>
      )}
      <div className="grid gap-5 lg:grid-cols-2 lg:items-start">
        <Panel title="Why" aside={rarity ?? undefined}>
          {reasons.length === 0 ? (
            <p className="text-soft">
              Nothing about it was unusual for its workload, so there is nothing to explain.
            </p>
          ) : (
            <ReasonsList reasons={reasons} />
          )}
        </Panel>
        <Panel
          title="What the sensor saw"
          aside={
            <>
              received <Time ms={stored.receivedMs} />
            </>
          }
        >
          <FactsList facts={factsOf(event)} />
        </Panel>
      </div>
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import type { Workload } from '../api/shapes.ts';
import { Command, Empty } from '../elements/empty.tsx';
import { Choice, LineField } from '../elements/field.tsx';
import { Loaded } from '../elements/loaded.tsx';
import { LongList } from '../elements/long-list.tsx';
import { Page } from '../elements/page.tsx';
import { openFindingsQuery } from '../now/findings-query.ts';
import { WorkloadRow } from './workload-row.tsx';
import { workloadsQuery } from './workloads-query.ts';
import { readWorkloadsSearch, type WorkloadsSearch } from './workloads-search.ts';

const ROW_PX = 110;
const STATES = [
  ['', 'all'],
  ['learning', 'learning'],
  ['watching', 'watching'],
] as const;

/** Every workload, and how well it is known. */
export function WorkloadsPage(): ReactNode {
  const workloads = useQuery(workloadsQuery);
  return (
    <Page
      title="Workloads"
      lead="What runs on your hosts, each with its own idea of what is normal: a container image, a systemd unit, or a name given to the sensor."
    >
      <Loaded query={workloads} lines={12}>
        {({ workloads }) =>
          workloads.length === 0 ? <NothingYet /> : <Workloads workloads={workloads} />
        }
      </Loaded>
    </Page>
  );
}

function Workloads({ workloads }: { readonly workloads: readonly Workload[] }): ReactNode {
  const { find = '', state } = useSearch({ from: '/workloads' });
  const navigate = useNavigate({ from: '/workloads' });
  const { data } = useQuery(openFindingsQuery);
  const change = (to: Partial<Record<keyof WorkloadsSearch, string>>): void => {
    void navigate({
      search: (before) => readWorkloadsSearch({ ...before, ...to }),
      replace: true,
      resetScroll: false,
    });
  };
  const shown = workloads.filter(
    (one) =>
      (state === undefined || one.state === state) &&
      one.workload.toLowerCase().includes(find.toLowerCase()),
  );
  const findingsOf = (workload: string): number =>
    (data?.findings ?? []).filter(
      ({ watch, subject }) => watch === 'executions' && subject === workload,
    ).length;
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-[1fr_10rem]">
        <LineField
          type="search"
          label="Name has"
          value={find}
          onChange={(text) => change({ find: text })}
        />
        <Choice
          label="State"
          value={state ?? ''}
          options={STATES}
          onChange={(value) => change({ state: value })}
        />
      </div>
      <p aria-live="polite" className="text-sm text-soft">
        {shown.length === workloads.length
          ? `${shown.length.toLocaleString()} workloads`
          : `${shown.length.toLocaleString()} of ${workloads.length.toLocaleString()} workloads`}
      </p>
      {shown.length === 0 && (
        <Empty title="No workload is like that">Another part of its name may find it.</Empty>
      )}
      {shown.length > 0 && (
        <div className="rounded-lg border border-line bg-raised">
          <LongList
            label="Workloads"
            items={shown}
            keyOf={({ workload }) => workload}
            rowHeightPx={ROW_PX}
          >
            {(workload) => (
              <WorkloadRow workload={workload} openFindings={findingsOf(workload.workload)} />
            )}
          </LongList>
        </div>
      )}
    </>
  );
}

function NothingYet(): ReactNode {
  return (
    <Empty title="No workload was seen yet">
      A workload appears with the first process that a sensor reports of it. On this machine{' '}
      <Command>vedette up</Command> starts one where it may; on other hosts{' '}
      <Command>vedette sensor run</Command> does, and <Command>vedette sensor doctor</Command> says
      what stands in its way.
    </Empty>
  );
}

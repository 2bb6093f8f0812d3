import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { escapeText } from '@vedette/core';
import { type ReactNode, useState } from 'react';

import { useWhyNot } from '../api/session.ts';
import { Button } from '../elements/button.tsx';
import { Loaded } from '../elements/loaded.tsx';
import { Page } from '../elements/page.tsx';
import { Labelled } from '../elements/labelled.tsx';
import { Time, useNow } from '../elements/time.tsx';
import { Views } from '../elements/views.tsx';
import { alertingText } from './alerting-text.ts';
import { AlertingView } from './alerting-view.tsx';
import { ChangesView } from './changes-view.tsx';
import { EndLearningDialog } from './end-learning-dialog.tsx';
import { NormalView } from './normal-view.tsx';
import { RollBackDialog } from './roll-back-dialog.tsx';
import { StateTag } from './state-tag.tsx';
import { type WorkloadDetail, workloadQuery } from './workloads-query.ts';

const NAME_CHARS = 160;
const VIEWS = [
  ['normal', 'What is normal'],
  ['alerting', 'Alerts'],
  ['changes', 'Changes'],
] as const;

/** One workload: what is normal for it, how it is alerted about, and what was done to that. */
export function WorkloadPage(): ReactNode {
  const { workload } = useParams({ from: '/workloads/$workload' });
  const found = useQuery(workloadQuery(workload));
  const { data } = found;
  return (
    <Page
      title={escapeText(workload, NAME_CHARS)}
      lead="What this workload usually does, and what somebody is told of."
      actions={data === undefined ? undefined : <WorkloadActions workload={data} />}
    >
      <Loaded query={found} lines={12}>
        {(detail) => <Workload detail={detail} />}
      </Loaded>
    </Page>
  );
}

function Workload({ detail }: { readonly detail: WorkloadDetail }): ReactNode {
  const { workload, executions, shapes, pending, newShapes, confirmed, lastMs } = detail;
  const { view = 'normal' } = useSearch({ from: '/workloads/$workload' });
  const navigate = useNavigate({ from: '/workloads/$workload' });
  return (
    <>
      <div className="flex flex-col gap-3 rounded-lg border border-line bg-raised p-4">
        <div>
          <StateTag workload={detail} />
        </div>
        <dl className="grid grid-cols-2 gap-x-4 gap-y-2 sm:grid-cols-4">
          <Labelled name="Executions">{executions.toLocaleString()}</Labelled>
          <Labelled name="Different commands">{shapes.toLocaleString()}</Labelled>
          <Labelled name="Confirmed by a person">{confirmed.toLocaleString()}</Labelled>
          <Labelled name="Not trusted yet">{pending.toLocaleString()}</Labelled>
          <Labelled name="New today">{newShapes.toLocaleString()}</Labelled>
          <Labelled name="Last seen">{lastMs === null ? 'never' : <Time ms={lastMs} />}</Labelled>
          <Labelled name="Alerts">{alertingText(detail)}</Labelled>
        </dl>
      </div>
      <Views
        label="Views of this workload"
        shown={view}
        names={VIEWS}
        onChange={(name) =>
          void navigate({
            search: name === 'normal' ? {} : { view: name },
            resetScroll: false,
          })
        }
      >
        {view === 'normal' && <NormalView workload={workload} />}
        {view === 'alerting' && <AlertingView workload={detail} />}
        {view === 'changes' && <ChangesView changes={detail.changes} />}
      </Views>
    </>
  );
}

function WorkloadActions({ workload }: { readonly workload: WorkloadDetail }): ReactNode {
  const whyNot = useWhyNot();
  const nowMs = useNow();
  const [asked, ask] = useState<'end-learning' | 'roll-back' | null>(null);
  const close = (): void => ask(null);
  return (
    <>
      {workload.state === 'learning' && (
        <Button why={whyNot} onClick={() => ask('end-learning')}>
          End learning …
        </Button>
      )}
      <Button kind="danger" why={whyNot} onClick={() => ask('roll-back')}>
        Roll back …
      </Button>
      {asked === 'end-learning' && <EndLearningDialog workload={workload} onClose={close} />}
      {asked === 'roll-back' && (
        <RollBackDialog workload={workload} nowMs={nowMs} onClose={close} />
      )}
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';

import { ask } from '../api/ask.ts';
import { useWhyNot } from '../api/session.ts';
import { Button } from '../elements/button.tsx';
import { Loaded } from '../elements/loaded.tsx';
import { Panel } from '../elements/panel.tsx';
import { type AlertingDraft, alertingOf, draftOf, isHeld } from './alerting-draft.ts';
import { AlertingFields } from './alerting-fields.tsx';
import { alertingText, chosenText } from './alerting-text.ts';
import { BudgetPreview } from './budget-preview.tsx';
import { ThresholdPreview } from './threshold-preview.tsx';
import { useChangeWorkload } from './use-change-workload.ts';
import { type Alerting, scoresQuery, type WorkloadDetail } from './workloads-query.ts';

/** From when on somebody is told, with what that would have come to. */
export function AlertingView({ workload: held }: { readonly workload: WorkloadDetail }): ReactNode {
  const { workload, alerting, state } = held;
  const scores = useQuery(scoresQuery(workload));
  const whyNot = useWhyNot();
  const change = useChangeWorkload();
  const [changed, setDraft] = useState<AlertingDraft | null>(null);
  const draft = changed ?? draftOf(held);
  const put = (to: Alerting): Promise<WorkloadDetail> =>
    ask('PUT /v1/workloads/{workload}/alerting', { path: { workload }, body: { alerting: to } });
  const save = async (to: Alerting): Promise<void> => {
    const text = `Saved: ${chosenText(to)}.`;
    const saving = change(() => put(to), { text, undo: () => put(alerting) });
    if (await saving) setDraft(null);
  };
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <Panel title="When somebody is told" aside={`now: ${alertingText(held)}`}>
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            void save(alertingOf(draft));
          }}
        >
          {state === 'learning' && (
            <p className="rounded bg-medium-soft p-2 text-medium">
              It is still learning. The preview counts what was scored while it was watched, so that
              it has little or nothing to go by yet.
            </p>
          )}
          <AlertingFields draft={draft} onChange={setDraft} />
          <div className="flex flex-wrap gap-2">
            <Button type="submit" kind="primary" why={whyNot} disabled={isHeld(draft, alerting)}>
              Save
            </Button>
            {changed !== null && <Button onClick={() => setDraft(null)}>Discard</Button>}
            {alerting !== null && (
              <Button kind="quiet" why={whyNot} onClick={() => void save(null)}>
                Back to the default
              </Button>
            )}
          </div>
        </form>
      </Panel>
      {draft.by === 'budget' ? (
        <BudgetPreview workload={workload} alertsPerDay={draft.alertsPerDay} />
      ) : (
        <Loaded query={scores} lines={8}>
          {(found) => <ThresholdPreview scores={found} threshold={draft.threshold} />}
        </Loaded>
      )}
    </div>
  );
}

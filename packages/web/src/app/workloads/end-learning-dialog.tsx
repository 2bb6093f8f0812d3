import type { ReactNode } from 'react';

import { ask } from '../api/ask.ts';
import type { Workload } from '../api/shapes.ts';
import { ConfirmDialog } from '../elements/confirm-dialog.tsx';
import { learningProgress } from './learning-progress.ts';
import { useChangeWorkload } from './use-change-workload.ts';

/** Has a workload watched before it has learned enough by itself. */
export function EndLearningDialog({
  workload,
  onClose,
}: {
  readonly workload: Workload;
  readonly onClose: () => void;
}): ReactNode {
  const change = useChangeWorkload();
  const path = { workload: workload.workload };
  const end = (): Promise<unknown> => ask('POST /v1/workloads/{workload}/end-learning', { path });
  return (
    <ConfirmDialog
      title="End learning"
      action="Watch it from now on"
      onConfirm={() => change(end, { text: 'Learning ended: it is watched from now on.' })}
      onClose={onClose}
    >
      <p>
        While a workload learns, what it does is believed quickly, and nobody is told unless it is
        strange by itself. It ends by itself after three days and 500 executions; now:{' '}
        {learningProgress(workload).text}.
      </p>
      <p>
        From then on it is watched: what is new is scored, alerts where it is strange enough, and
        earns trust over days and hosts. End it sooner where you know that all it usually does was
        seen, such as nightly jobs. It cannot be taken back, and until the rest was seen there are
        more alerts.
      </p>
    </ConfirmDialog>
  );
}

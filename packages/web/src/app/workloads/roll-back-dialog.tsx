import { type ReactNode, useState } from 'react';

import { ask } from '../api/ask.ts';
import type { Workload } from '../api/shapes.ts';
import { ConfirmDialog } from '../elements/confirm-dialog.tsx';
import { Field, INPUT } from '../elements/field.tsx';
import { useChangeWorkload } from './use-change-workload.ts';

const DAY_CHARS = 'YYYY-MM-DD'.length;

/** Forgets what a workload learned since a day, such as the one of a break-in. */
export function RollBackDialog({
  workload: { workload, firstMs },
  nowMs,
  onClose,
}: {
  readonly workload: Workload;
  readonly nowMs: number;
  readonly onClose: () => void;
}): ReactNode {
  const change = useChangeWorkload();
  const today = dayOf(nowMs);
  const [day, setDay] = useState(today);
  const rollBack = (): Promise<unknown> =>
    ask('POST /v1/workloads/{workload}/roll-back', {
      path: { workload },
      body: { toMs: Date.parse(day) },
    });
  const confirm = async (): Promise<boolean> => {
    // An empty date is refused by the browser; this is for whatever else it lets through.
    if (Number.isNaN(Date.parse(day))) return false;
    return change(rollBack, { text: `Rolled back: what was learned since ${day} is forgotten.` });
  };
  return (
    <ConfirmDialog
      title="Roll back what was learned"
      action="Forget all since then"
      kind="danger"
      typed={workload}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>
        For when something was learned that should not have been: a break-in, a wrong deployment.
        What was learned on that day and after it is forgotten, approvals since then as well;
        executions and findings stay. It cannot be taken back. What it forgets may alert when it
        runs again.
      </p>
      <Field label="Forget what was learned on and after" hint="Days begin at midnight UTC.">
        {(id) => (
          <input
            id={id}
            type="date"
            required
            className={INPUT}
            {...(firstMs === null ? {} : { min: dayOf(firstMs) })}
            max={today}
            value={day}
            onChange={({ target }) => setDay(target.value)}
          />
        )}
      </Field>
    </ConfirmDialog>
  );
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, DAY_CHARS);
}

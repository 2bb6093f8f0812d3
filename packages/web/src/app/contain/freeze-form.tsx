import { type ReactNode, type SubmitEvent, useState } from 'react';

import { useWhyNot } from '../api/session.ts';
import { Button } from '../elements/button.tsx';
import { Field, INPUT } from '../elements/field.tsx';
import { FreezeDialog } from './freeze-dialog.tsx';

/** The largest that Linux numbers a process (PID_MAX_LIMIT). */
const PID_MAX = 4_194_304;

/** Asks a host what freezing one of its processes would do; nothing is done by it. */
export function FreezeForm({
  host,
  pid,
}: {
  readonly host: string;
  readonly pid?: number | undefined;
}): ReactNode {
  const whyNot = useWhyNot();
  const [typed, type] = useState(pid === undefined ? '' : String(pid));
  const [chosen, choose] = useState<number | null>(null);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    choose(Number(typed));
  };
  return (
    <>
      <form onSubmit={submit} className="flex flex-wrap items-end gap-3">
        <div className="w-40">
          <Field label="Process number (pid)">
            {(id) => (
              <input
                id={id}
                type="number"
                inputMode="numeric"
                min={1}
                max={PID_MAX}
                step={1}
                required
                className={INPUT}
                value={typed}
                onChange={({ target }) => type(target.value)}
              />
            )}
          </Field>
        </div>
        <Button type="submit" why={whyNot}>
          Show what would be done
        </Button>
      </form>
      {chosen !== null && <FreezeDialog host={host} pid={chosen} onClose={() => choose(null)} />}
    </>
  );
}

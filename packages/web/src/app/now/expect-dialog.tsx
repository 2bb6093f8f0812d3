import { type ReactNode, type SubmitEvent, useState } from 'react';

import type { Finding } from '../api/shapes.ts';
import { Button } from '../elements/button.tsx';
import { Dialog } from '../elements/dialog.tsx';
import { Choice, Field, INPUT } from '../elements/field.tsx';
import { HostText } from '../elements/host-text.tsx';
import { useDecide } from './decide.ts';

const REASON_CHARS_MAX = 1_000;
const SCOPES = [
  ['shape', 'this, and only this'],
  ['workload', 'everything of this program in this workload'],
  ['fleet', 'this program on every host'],
] as const;
const SWEEP_SCOPES = [
  ['shape', 'this, on this host'],
  ['workload', 'this check, on this host'],
  ['fleet', 'this, on every host'],
] as const;
const EXPIRIES = [
  ['1', 'one day'],
  ['7', 'one week'],
  ['30', '30 days'],
  ['90', '90 days'],
  ['', 'never'],
] as const;
type Expiry = (typeof EXPIRIES)[number][0];

/** Says that findings are as they should be: why, for what, and until when. */
export function ExpectDialog({
  findings,
  onClose,
}: {
  readonly findings: readonly Finding[];
  readonly onClose: () => void;
}): ReactNode {
  const decide = useDecide();
  const [reason, setReason] = useState('');
  const [scope, setScope] = useState<'shape' | 'workload' | 'fleet'>('shape');
  const [expiry, setExpiry] = useState<Expiry>('30');
  const [first] = findings;
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const days = expiry === '' ? null : Number(expiry);
    const all = await decide(findings, { do: 'expect', reason: reason.trim(), scope, days });
    if (all) onClose();
  };
  return (
    <Dialog title="This is expected" onClose={onClose}>
      <form className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
        <p className="text-soft">
          {findings.length === 1 && first !== undefined ? (
            <HostText text={first.summary} prose />
          ) : (
            `${findings.length} findings`
          )}
        </p>
        <Field label="Why is it as it should be?" hint="Whoever looks at it next will read this.">
          {(id) => (
            <textarea
              id={id}
              required
              maxLength={REASON_CHARS_MAX}
              rows={3}
              className={INPUT}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </Field>
        <Choice
          label="What is expected?"
          value={scope}
          options={first?.watch === 'sweep' ? SWEEP_SCOPES : SCOPES}
          onChange={setScope}
        />
        <Choice label="It ends after" value={expiry} options={EXPIRIES} onChange={setExpiry} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary">
            It is expected
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

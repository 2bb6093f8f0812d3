import { type ReactNode, type SubmitEvent, useState } from 'react';

import { Button } from './button.tsx';
import { Field, INPUT } from './field.tsx';
import { HostText } from './host-text.tsx';

/** Does something only for who types what it is about; `expected` may be a host's text. */
export function TypedConfirmation({
  expected,
  action,
  busy,
  onConfirm,
  onCancel,
}: {
  readonly expected: string;
  readonly action: string;
  readonly busy: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}): ReactNode {
  const [typed, type] = useState('');
  const matches = typed === expected;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (matches && !busy) onConfirm();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3 border-t border-line pt-4">
      <Field
        label="To confirm, type"
        hint={typed === '' || matches ? undefined : 'That is not it yet.'}
      >
        {(id) => (
          <>
            <p>
              <HostText text={expected} />
            </p>
            <input
              id={id}
              className={`${INPUT} font-mono`}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              value={typed}
              onChange={({ target }) => type(target.value)}
            />
          </>
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          kind="danger"
          why={busy ? 'It is being done.' : matches ? undefined : 'Type the text above first.'}
        >
          {busy ? 'Working …' : action}
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  );
}

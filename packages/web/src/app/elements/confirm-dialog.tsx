import { escapeText } from '@vedette/core';
import { type ReactNode, type SubmitEvent, useState } from 'react';

import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Field, INPUT } from './field.tsx';
import { HostText } from './host-text.tsx';

/** A name may have characters that nobody can type: as it is shown is as good. */
const TYPED_CHARS_MAX = 1_000;

/** Explains what is about to be done, and does it only when somebody says so. */
export function ConfirmDialog({
  title,
  action,
  kind = 'primary',
  typed,
  onConfirm,
  onClose,
  children,
}: {
  readonly title: string;
  /** What the button says. */
  readonly action: string;
  readonly kind?: 'primary' | 'danger';
  /** What has to be typed first, for what cannot be taken back. */
  readonly typed?: string;
  /** Whether it was done; the dialog stays open where it was not. */
  readonly onConfirm: () => Promise<boolean>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const shown = typed === undefined ? undefined : escapeText(typed, TYPED_CHARS_MAX);
  const isTyped = typed === undefined || text === typed || text === shown;
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!isTyped || busy) return;
    setBusy(true);
    if (await onConfirm()) onClose();
    else setBusy(false);
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
        {children}
        {typed !== undefined && (
          <Field
            label="Type its name to confirm"
            hint={
              <>
                exactly <HostText text={typed} />
              </>
            }
          >
            {(id) => (
              <input
                id={id}
                required
                autoComplete="off"
                spellCheck={false}
                className={INPUT}
                value={text}
                onChange={({ target }) => setText(target.value)}
              />
            )}
          </Field>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind={kind} disabled={!isTyped || busy}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

import type { ReactNode } from 'react';

import { ask } from '../api/ask.ts';
import { CommandLine } from '../elements/command-line.tsx';
import { ConfirmDialog } from '../elements/confirm-dialog.tsx';
import { useChangeWorkload } from './use-change-workload.ts';
import type { Shape } from './workloads-query.ts';

const WORDS = {
  confirm: {
    title: 'Approve this command',
    action: 'It is normal',
    kind: 'primary',
    done: 'Approved: it is trusted in full.',
    text: 'It is trusted in full from now on, by what it looks like: the same command with other numbers, names or paths counts as well. It no longer alerts for being new. To take it back, forget it; it is then learned anew.',
  },
  forget: {
    title: 'Forget this command',
    action: 'Forget it',
    kind: 'danger',
    done: 'Forgotten.',
    text: 'What was learned of it is gone, and so is an approval; that cannot be taken back. When it runs again it is new: it may alert, and has to earn trust anew. Whether it ran is still in the executions.',
  },
} as const;

/** Says of a command that it is normal, or that it must be learned anew. */
export function ShapeDialog({
  decision,
  workload,
  shape,
  onClose,
}: {
  readonly decision: 'confirm' | 'forget';
  readonly workload: string;
  readonly shape: Shape;
  readonly onClose: () => void;
}): ReactNode {
  const change = useChangeWorkload();
  const { title, action, kind, done, text } = WORDS[decision];
  const path = { workload, shape: shape.key };
  const decide = (): Promise<unknown> =>
    decision === 'confirm'
      ? ask('POST /v1/workloads/{workload}/shapes/{shape}/confirm', { path })
      : ask('POST /v1/workloads/{workload}/shapes/{shape}/forget', { path });
  return (
    <ConfirmDialog
      title={title}
      action={action}
      kind={kind}
      onConfirm={() => change(decide, { text: done })}
      onClose={onClose}
    >
      <p className="rounded bg-sunken p-2">
        <CommandLine argv={shape.argv.length === 0 ? [shape.name] : shape.argv} />
      </p>
      <p>{text}</p>
    </ConfirmDialog>
  );
}

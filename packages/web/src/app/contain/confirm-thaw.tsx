import { escapeText } from '@vedette/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { ask } from '../api/ask.ts';
import { CliLine } from '../elements/cli-line.tsx';
import { HostText } from '../elements/host-text.tsx';
import { ProblemNote } from '../elements/loaded.tsx';
import { TypedConfirmation } from '../elements/typed-confirmation.tsx';
import { tell } from '../frame/toasts.tsx';
import type { ThawPlan } from './containment-shapes.ts';
import { stateWords } from './state-words.ts';
import { ThawResultView } from './thaw-result-view.tsx';

/** What a thaw lets go, which somebody confirms by typing the name of its host. */
export function ConfirmThaw({
  thaw,
  onClose,
}: {
  readonly thaw: ThawPlan;
  readonly onClose: () => void;
}): ReactNode {
  const { id, host, what, state, confirm } = thaw;
  const client = useQueryClient();
  const doIt = useMutation({
    mutationFn: () => ask('POST /v1/thaw', { body: { id, confirm } }),
    // The dialog may be closed meanwhile.
    onSuccess: ({ text }) => tell(`${id}: ${escapeText(text)}`),
    onSettled: () => client.invalidateQueries(),
  });
  if (doIt.data !== undefined) return <ThawResultView result={doIt.data} onClose={onClose} />;
  return (
    <div className="flex flex-col gap-4">
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <dt className="text-soft">host</dt>
        <dd className="min-w-0">
          <HostText text={host} />
        </dd>
        <dt className="text-soft">what</dt>
        <dd className="min-w-0">
          <HostText prose text={what} />
        </dd>
        <dt className="text-soft">now</dt>
        <dd>{stateWords(state).words}</dd>
      </dl>
      <p>
        Its processes run again as they did; those that were stopped before stay stopped, and a
        container has its restart policy back. Nothing holds what it does next, and no sweep freezes
        it again by itself. The evidence stays.
      </p>
      {doIt.error !== null && <ProblemNote error={doIt.error} />}
      <CliLine argv={['vedette', 'thaw', id]} />
      <TypedConfirmation
        expected={confirm}
        action="Thaw it"
        busy={doIt.isPending}
        onConfirm={() => doIt.mutate()}
        onCancel={onClose}
      />
    </div>
  );
}

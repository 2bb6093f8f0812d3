import { escapeText } from '@vedette/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { ask } from '../api/ask.ts';
import { Button } from '../elements/button.tsx';
import { CliLine } from '../elements/cli-line.tsx';
import { ProblemNote } from '../elements/loaded.tsx';
import { TypedConfirmation } from '../elements/typed-confirmation.tsx';
import { tell } from '../frame/toasts.tsx';
import type { FreezePlan } from './containment-shapes.ts';
import { FreezePlanView } from './freeze-plan-view.tsx';
import { FreezeResultView } from './freeze-result-view.tsx';

/**
 * What freezing would do, which somebody confirms by typing what names this very process; the
 * server asks the host again before it does anything.
 */
export function ConfirmFreeze({
  freeze,
  onClose,
}: {
  readonly freeze: FreezePlan;
  readonly onClose: () => void;
}): ReactNode {
  const { host, identity, plan, refusals, confirm } = freeze;
  const { pid } = identity;
  const client = useQueryClient();
  const doIt = useMutation({
    mutationFn: () => ask('POST /v1/freeze', { body: { host, pid, confirm } }),
    // The dialog may be closed meanwhile.
    onSuccess: ({ result: { id, text } }) =>
      tell(`${id}, process ${pid} on ${escapeText(host)}: ${escapeText(text)}`),
    onSettled: () => client.invalidateQueries(),
  });
  if (doIt.data !== undefined) {
    return <FreezeResultView result={doIt.data.result} onClose={onClose} />;
  }
  const possible = plan !== null && refusals.length === 0;
  return (
    <div className="flex flex-col gap-4">
      <FreezePlanView freeze={freeze} />
      {doIt.error !== null && <ProblemNote error={doIt.error} />}
      {possible ? (
        <>
          <CliLine
            argv={[
              ...['vedette', 'freeze', '--host', host, '--pid', String(pid)],
              `--confirm=${confirm}`,
            ]}
          />
          <TypedConfirmation
            expected={confirm}
            action="Save evidence and freeze"
            busy={doIt.isPending}
            onConfirm={() => doIt.mutate()}
            onCancel={onClose}
          />
        </>
      ) : (
        <div>
          <Button onClick={onClose}>Close</Button>
        </div>
      )}
    </div>
  );
}

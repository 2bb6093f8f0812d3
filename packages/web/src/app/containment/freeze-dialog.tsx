import { escapeText } from '@vedette/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { ask } from '../api/ask.ts';
import { Button } from '../elements/button.tsx';
import { CliLine } from '../elements/cli-line.tsx';
import { Dialog } from '../elements/dialog.tsx';
import { HostText } from '../elements/host-text.tsx';
import { ProblemNote } from '../elements/loaded.tsx';
import { TypedConfirmation } from '../elements/typed-confirmation.tsx';
import { tell } from '../frame/toasts.tsx';
import type { FreezePlan, FreezeResult } from './containment-shapes.ts';
import { FreezePlanView } from './freeze-plan-view.tsx';

/**
 * What freezing would do, which somebody confirms by typing what names this very process; the
 * server asks the host again before it does anything.
 */
export function FreezeDialog({
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
    onSuccess: async ({ result }) => {
      tell(`${result.id}, process ${pid} on ${escapeText(host)}: ${escapeText(result.text)}`);
      await Promise.all(
        ['hosts', 'evidence', 'findings', 'health'].map((name) =>
          client.invalidateQueries({ queryKey: [name] }),
        ),
      );
    },
  });
  const possible = plan !== null && refusals.length === 0;
  return (
    <Dialog title={`Freeze process ${pid}`} onClose={onClose}>
      <div className="flex flex-col gap-4">
        <p className="text-soft">
          on <HostText text={host} />
        </p>
        {doIt.data !== undefined ? (
          <FreezeResultView result={doIt.data.result} onClose={onClose} />
        ) : (
          <>
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
                  action="Freeze it"
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
          </>
        )}
      </div>
    </Dialog>
  );
}

function FreezeResultView({
  result,
  onClose,
}: {
  readonly result: FreezeResult;
  readonly onClose: () => void;
}): ReactNode {
  const { id, complete, text } = result;
  return (
    <div role="status" className="flex flex-col gap-3">
      <p className={`font-medium ${complete ? 'text-good' : 'text-critical'}`}>
        {complete ? '✓ ' : '✗ '}
        <HostText text={text} />
      </p>
      {!complete && (
        <p>It is not wholly done: the evidence says what is; the next sweep looks again.</p>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Link to="/evidence/$id" params={{ id }} className="text-accent underline">
          Evidence {id}
        </Link>
        <Button onClick={onClose}>Close</Button>
      </div>
    </div>
  );
}

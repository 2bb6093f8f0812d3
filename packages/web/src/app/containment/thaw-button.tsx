import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { ask } from '../api/ask.ts';
import { useWhyNot } from '../api/session.ts';
import { Button } from '../elements/button.tsx';
import { tellProblem } from '../frame/toasts.tsx';
import { ThawDialog } from './thaw-dialog.tsx';

/** Asks what a thaw would do, and shows it. */
export function ThawButton({
  id,
  why,
}: {
  readonly id: string;
  /** Why there is nothing to thaw. */
  readonly why?: string | undefined;
}): ReactNode {
  const whyNot = useWhyNot();
  const plan = useMutation({
    mutationFn: () => ask('POST /v1/thaw/plan', { body: { id } }),
    onError: tellProblem,
  });
  return (
    <>
      <Button
        kind="primary"
        why={why ?? whyNot ?? (plan.isPending ? 'It is being asked for.' : undefined)}
        onClick={() => plan.mutate()}
      >
        Thaw …
      </Button>
      {plan.data !== undefined && <ThawDialog thaw={plan.data} onClose={plan.reset} />}
    </>
  );
}

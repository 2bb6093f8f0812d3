import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { ask } from '../api/ask.ts';
import { useWhyNot } from '../api/session.ts';
import { Button } from '../elements/button.tsx';
import { tell, tellProblem } from '../frame/toasts.tsx';

/** Starts the next sweep of every host at once. */
export function SweepNowButton(): ReactNode {
  const client = useQueryClient();
  const whyNot = useWhyNot();
  const sweep = useMutation({
    mutationFn: () => ask('POST /v1/hosts/sweep', { body: {} }),
    onError: tellProblem,
    onSuccess: async ({ started }) => {
      tell(started ? 'Sweeping every host now.' : 'A sweep is already running.');
      await Promise.all([
        client.invalidateQueries({ queryKey: ['hosts'] }),
        client.invalidateQueries({ queryKey: ['health'] }),
      ]);
    },
  });
  return (
    <Button
      kind="primary"
      why={whyNot ?? (sweep.isPending ? 'It is being started.' : undefined)}
      onClick={() => sweep.mutate()}
    >
      Sweep now
    </Button>
  );
}

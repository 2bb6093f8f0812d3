import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { ask } from '../api/ask.ts';
import { Dialog } from '../elements/dialog.tsx';
import { Loaded } from '../elements/loaded.tsx';
import { ConfirmThaw } from './confirm-thaw.tsx';

const PLACE_LINES = 6;

/** Lets go what is held: what that would do first, then the words that confirm it, then the result. */
export function ThawDialog({
  id,
  onClose,
}: {
  readonly id: string;
  readonly onClose: () => void;
}): ReactNode {
  const plan = useQuery({
    queryKey: ['thaw-plan', id],
    queryFn: ({ signal }) => ask('POST /v1/thaw/plan', { body: { id }, signal }),
    // What is confirmed must be what was shown: it is asked for once, whatever is asked anew.
    ...{ staleTime: 'static', gcTime: 0, retry: false },
  });
  return (
    <Dialog title={`Thaw ${id}`} onClose={onClose}>
      <Loaded query={plan} lines={PLACE_LINES}>
        {(thaw) => <ConfirmThaw thaw={thaw} onClose={onClose} />}
      </Loaded>
    </Dialog>
  );
}

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { ask } from '../api/ask.ts';
import { Dialog } from '../elements/dialog.tsx';
import { HostText } from '../elements/host-text.tsx';
import { Loaded } from '../elements/loaded.tsx';
import { ConfirmFreeze } from './confirm-freeze.tsx';

const PLACE_LINES = 8;

/** Freezes a process by hand: the plan first, then the words that confirm it, then the result. */
export function FreezeDialog({
  host,
  pid,
  onClose,
}: {
  readonly host: string;
  readonly pid: number;
  readonly onClose: () => void;
}): ReactNode {
  const plan = useQuery({
    queryKey: ['freeze-plan', host, pid],
    queryFn: ({ signal }) => ask('POST /v1/freeze/plan', { body: { host, pid }, signal }),
    // What is confirmed must be what was shown: it is asked for once, whatever is asked anew.
    ...{ staleTime: 'static', gcTime: 0, retry: false },
  });
  return (
    <Dialog title={`Freeze process ${pid}`} onClose={onClose}>
      <p className="mb-3 text-soft">
        on <HostText text={host} />
      </p>
      <Loaded query={plan} lines={PLACE_LINES}>
        {(freeze) => <ConfirmFreeze freeze={freeze} onClose={onClose} />}
      </Loaded>
    </Dialog>
  );
}

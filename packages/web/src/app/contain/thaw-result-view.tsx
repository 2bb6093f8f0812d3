import type { ReactNode } from 'react';

import { Button } from '../elements/button.tsx';
import { HostText } from '../elements/host-text.tsx';
import type { ThawResult } from './containment-shapes.ts';

/** What came of letting go. */
export function ThawResultView({
  result,
  onClose,
}: {
  readonly result: ThawResult;
  readonly onClose: () => void;
}): ReactNode {
  const { complete, text } = result;
  return (
    <div aria-live="polite" className="flex flex-col gap-3">
      <p className={`font-medium ${complete ? 'text-good' : 'text-critical'}`}>
        {complete ? '✓ ' : '✗ '}
        <HostText prose text={text} />
      </p>
      {!complete && (
        <p>It is not wholly put back; thaw it again when the host answers. That is safe.</p>
      )}
      <div>
        <Button onClick={onClose}>Close</Button>
      </div>
    </div>
  );
}

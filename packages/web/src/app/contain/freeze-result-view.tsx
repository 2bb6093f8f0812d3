import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { Button } from '../elements/button.tsx';
import { HostText } from '../elements/host-text.tsx';
import type { FreezeResult } from './containment-shapes.ts';

/** What came of freezing, and where its evidence is. */
export function FreezeResultView({
  result,
  onClose,
}: {
  readonly result: FreezeResult;
  readonly onClose: () => void;
}): ReactNode {
  const { id, complete, text } = result;
  return (
    <div aria-live="polite" className="flex flex-col gap-3">
      <p className={`font-medium ${complete ? 'text-good' : 'text-critical'}`}>
        {complete ? '✓ ' : '✗ '}
        <HostText prose text={text} />
      </p>
      {!complete && (
        <p>It is not wholly done: the evidence says what is; the next sweep looks again.</p>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Link to="/evidence/$id" params={{ id }} className="text-accent underline">
          Look at the evidence, or thaw
        </Link>
        <Button onClick={onClose}>Close</Button>
      </div>
    </div>
  );
}

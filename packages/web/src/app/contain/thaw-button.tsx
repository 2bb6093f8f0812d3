import { type ReactNode, useState } from 'react';

import { useWhyNot } from '../api/session.ts';
import { Button } from '../elements/button.tsx';
import { ThawDialog } from './thaw-dialog.tsx';

/** Begins to thaw; `why` says why there is nothing to. */
export function ThawButton({
  id,
  why,
}: {
  readonly id: string;
  readonly why?: string | undefined;
}): ReactNode {
  const [thaws, thaw] = useState(false);
  const whyNot = useWhyNot();
  return (
    <>
      <Button kind="primary" why={why ?? whyNot} onClick={() => thaw(true)}>
        Thaw …
      </Button>
      {thaws && <ThawDialog id={id} onClose={() => thaw(false)} />}
    </>
  );
}

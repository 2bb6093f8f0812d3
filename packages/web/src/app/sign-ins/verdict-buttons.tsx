import { type ReactNode, useState } from 'react';

import { useWhyNot } from '../api/session.ts';
import { Button } from '../elements/button.tsx';
import { type Verdict, VerdictDialog, type VerdictSubject } from './verdict-dialog.tsx';

/** Safe or compromised, each explained before it is done. */
export function VerdictButtons({ subject }: { readonly subject: VerdictSubject }): ReactNode {
  const whyNot = useWhyNot();
  const [verdict, ask] = useState<Verdict | null>(null);
  return (
    <div className="flex flex-wrap gap-2">
      <Button why={whyNot} onClick={() => ask('safe')}>
        Confirm safe …
      </Button>
      <Button kind="danger" why={whyNot} onClick={() => ask('compromised')}>
        Confirm compromised …
      </Button>
      {verdict !== null && (
        <VerdictDialog subject={subject} verdict={verdict} onClose={() => ask(null)} />
      )}
    </div>
  );
}

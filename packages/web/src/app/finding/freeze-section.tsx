import { type ReactNode, useState } from 'react';

import { useWhyNot } from '../api/session.ts';
import type { Finding } from '../api/shapes.ts';
import { FreezeDialog } from '../contain/freeze-dialog.tsx';
import { Button } from '../elements/button.tsx';

/** Freezing what was found, where it is a process and not frozen yet. */
export function FreezeSection({ finding }: { readonly finding: Finding }): ReactNode {
  const [freezes, freeze] = useState(false);
  const whyNot = useWhyNot();
  const { facts, hosts, subject, watch } = finding;
  const { pid } = facts;
  const host = watch === 'sweep' ? subject : hosts.at(-1);
  if (typeof pid !== 'number' || pid <= 1 || host === undefined) return null;
  if (finding.life.state === 'resolved' || finding.evidence !== null) return null;
  return (
    <div>
      <Button kind="danger" why={whyNot} onClick={() => freeze(true)}>
        Freeze process {pid} …
      </Button>
      {freezes && <FreezeDialog host={host} pid={pid} onClose={() => freeze(false)} />}
    </div>
  );
}

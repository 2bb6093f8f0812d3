import { type ReactNode, useState } from 'react';

import { useWhyNot } from '../api/session.ts';
import type { Finding } from '../api/shapes.ts';
import { Button } from '../elements/button.tsx';
import { CopyButton } from '../elements/copy-button.tsx';
import { useDecide } from '../now/decide.ts';
import { ExpectDialog } from '../now/expect-dialog.tsx';
import { findingMarkdown } from './finding-markdown.ts';

/** What can be decided about a finding. */
export function FindingActions({ finding }: { readonly finding: Finding }): ReactNode {
  const decide = useDecide();
  const whyNot = useWhyNot();
  const [expects, expect] = useState(false);
  const { state } = finding.life;
  return (
    <>
      {state === 'open' && (
        <Button why={whyNot} onClick={() => void decide([finding], { do: 'acknowledge' })}>
          Acknowledge
        </Button>
      )}
      {state !== 'expected' && (
        <Button why={whyNot} onClick={() => expect(true)}>
          Expected …
        </Button>
      )}
      {(state === 'open' || state === 'acknowledged') && (
        <Button why={whyNot} onClick={() => void decide([finding], { do: 'resolve' })}>
          Resolve
        </Button>
      )}
      {state !== 'open' && (
        <Button why={whyNot} onClick={() => void decide([finding], { do: 'reopen' })}>
          Open again
        </Button>
      )}
      <CopyButton label="Copy as Markdown" text={() => findingMarkdown(finding, location.href)} />
      {expects && <ExpectDialog findings={[finding]} onClose={() => expect(false)} />}
    </>
  );
}

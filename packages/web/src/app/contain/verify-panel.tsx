import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { ask } from '../api/ask.ts';
import { useWhyNot } from '../api/session.ts';
import { Button } from '../elements/button.tsx';
import { CliLine } from '../elements/cli-line.tsx';
import { HostText } from '../elements/host-text.tsx';
import { ProblemNote } from '../elements/loaded.tsx';
import { Panel } from '../elements/panel.tsx';

/** Whether every byte is as it was sealed; asked for, because it reads all of them. */
export function VerifyPanel({ id }: { readonly id: string }): ReactNode {
  const whyNot = useWhyNot();
  const verify = useMutation({
    mutationFn: () => ask('POST /v1/evidence/{id}/verify', { path: { id } }),
  });
  return (
    <Panel title="Is it as it was sealed?">
      <div className="flex flex-col items-start gap-3">
        <p className="text-soft">
          Every byte is compared with its digest, the manifest with its signature, and both with the
          log.
        </p>
        <Button
          why={whyNot ?? (verify.isPending ? 'It is being read.' : undefined)}
          onClick={() => verify.mutate()}
        >
          {verify.isPending ? 'Reading every byte …' : 'Verify'}
        </Button>
        {verify.error !== null && <ProblemNote error={verify.error} />}
        <div aria-live="polite" className="w-full">
          {verify.data?.ok === true && (
            <p className="font-medium text-good">✓ It is as it was written, and so is the log.</p>
          )}
          {verify.data?.ok === false && (
            <div className="rounded-lg border border-critical bg-critical-soft p-3">
              <p className="font-medium text-critical">✗ It is not as it was written:</p>
              <ul className="list-disc pl-5">
                {verify.data.problems.map(({ text }) => (
                  <li key={text}>
                    <HostText prose text={text} />
                  </li>
                ))}
              </ul>
              <p className="mt-1">Keep the folder as it is and find out who changed it.</p>
            </div>
          )}
        </div>
        <div className="w-full">
          <CliLine argv={['vedette', 'evidence', 'verify', id]} />
        </div>
      </div>
    </Panel>
  );
}

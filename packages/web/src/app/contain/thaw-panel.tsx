import type { ReactNode } from 'react';

import { CliLine } from '../elements/cli-line.tsx';
import { Panel } from '../elements/panel.tsx';
import type { Evidence } from './containment-shapes.ts';
import { ThawButton } from './thaw-button.tsx';

/** Letting go what is held; with the reason where nothing is. */
export function ThawPanel({ evidence }: { readonly evidence: Evidence }): ReactNode {
  const { id, holding } = evidence;
  return (
    <Panel title="Let it go">
      <div className="flex flex-col items-start gap-3">
        <p className="text-soft">
          {holding
            ? 'A thaw puts everything back as it was: processes, control group, restart policy. You see what it does first.'
            : 'Nothing is held by it any more.'}
        </p>
        <ThawButton id={id} why={holding ? undefined : 'Nothing is held by it.'} />
        <div className="w-full">
          <CliLine argv={['vedette', 'thaw', id]} />
        </div>
      </div>
    </Panel>
  );
}

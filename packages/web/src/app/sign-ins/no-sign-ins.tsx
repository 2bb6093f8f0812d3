import type { ReactNode } from 'react';

import { CopyButton } from '../elements/copy-button.tsx';
import { Command, Empty } from '../elements/empty.tsx';

/** How an application comes to report its sign-ins. */
export function NoSignIns(): ReactNode {
  const example = exampleRequest(location.origin);
  return (
    <Empty title="No application reports its sign-ins yet">
      <div className="flex flex-col gap-4 text-left">
        <p>
          Vedette learns how each user usually signs in, and says of every sign-in whether it is
          still the same person: allow, notify, step-up or deny, with reasons. It observes first;
          nobody is locked out.
        </p>
        <div>
          <p className="font-medium text-ink">From any application</p>
          <ol className="ml-5 list-decimal">
            <li>
              Make a token: <Command>vedette token create --scope sign-ins</Command>
            </li>
            <li>
              Ask <Command>POST /v1/signins/assess</Command> whenever somebody has proved a first
              factor. It always answers with a decision, within its time limit.
            </li>
            <li>
              Say how a challenge ended by <Command>POST /v1/signins/confirm</Command>, so that it
              can learn.
            </li>
          </ol>
          <pre
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- It scrolls: keys have to reach it.
            tabIndex={0}
            aria-label="An example of a request"
            className="my-2 overflow-x-auto rounded bg-sunken p-3 font-mono text-sm text-ink"
          >
            {example}
          </pre>
          <CopyButton label="Copy the example" text={() => example} />
        </div>
        <div>
          <p className="font-medium text-ink">From an application on better-auth</p>
          <p>
            Add <Command>vedette()</Command> of <Command>@vedette/better-auth</Command> to its
            plugins. It judges inside the application and keeps what it learned in the application’s
            own database: its sign-ins are looked at there, by{' '}
            <Command>GET /vedette/admin/sign-ins</Command>, and not here.
          </p>
        </div>
      </div>
    </Empty>
  );
}

function exampleRequest(origin: string): string {
  return [
    `curl ${origin}/v1/signins/assess \\`,
    '  -H "authorization: Bearer $TOKEN" \\',
    '  -H "content-type: application/json" \\',
    `  -d '{"application": "my-app", "user": "anna", "facts": {`,
    '    "address": "203.0.113.5",',
    `    "userAgent": "Mozilla/5.0 …"}}'`,
  ].join('\n');
}

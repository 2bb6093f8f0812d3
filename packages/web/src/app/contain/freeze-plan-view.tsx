import type { ReactNode } from 'react';

import { bytesText } from '../elements/bytes-text.ts';
import { CommandLine } from '../elements/command-line.tsx';
import { counted } from '../elements/counted.ts';
import { HostText } from '../elements/host-text.tsx';
import type { FreezePlan, Member } from './containment-shapes.ts';
import { METHOD_WORDS, ROLE_WORDS } from './method-words.ts';

const MEMBERS_SHOWN_MAX = 20;

/** Which process it is, and what freezing it would do; or why it is refused. */
export function FreezePlanView({ freeze }: { readonly freeze: FreezePlan }): ReactNode {
  const { identity, plan, argv, path, refusals, warnings } = freeze;
  return (
    <div className="flex flex-col gap-3">
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <dt className="text-soft">runs</dt>
        <dd className="min-w-0">
          <CommandLine argv={argv.split('\n')} />
        </dd>
        <dt className="text-soft">program</dt>
        <dd className="min-w-0">
          <HostText text={path} />
        </dd>
        <dt className="text-soft">process</dt>
        <dd>
          {identity.pid}, started {identity.startTicks.toLocaleString('en')} clock ticks after boot
        </dd>
        {identity.container !== undefined && (
          <>
            <dt className="text-soft">container</dt>
            <dd className="min-w-0">
              <HostText text={identity.container} />
            </dd>
          </>
        )}
      </dl>
      {refusals.length > 0 && (
        <div role="alert" className="rounded-lg border border-medium bg-medium-soft p-3">
          <p className="font-medium text-medium">It will not be frozen:</p>
          <ul className="list-disc pl-5">
            {refusals.map(({ code, detail }) => (
              <li key={code}>
                <HostText prose text={detail} /> <span className="text-soft">({code})</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {plan !== null && refusals.length === 0 && (
        <>
          <p>
            {METHOD_WORDS[plan.method]} Before, its program ({bytesText(plan.programBytes)}) is
            saved as evidence; after, its command line, environment, memory map, open files, sockets
            and logs. Nothing is killed.
          </p>
          {warnings.length > 0 && (
            <ul className="list-disc rounded-lg bg-medium-soft py-2 pr-3 pl-7 text-medium">
              {warnings.map((warning) => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          )}
          <div>
            <h3 className="text-sm font-medium">
              Freezes {counted(plan.members.length, 'process', 'processes')}
            </h3>
            <MembersList members={plan.members} />
          </div>
        </>
      )}
    </div>
  );
}

function MembersList({ members }: { readonly members: readonly Member[] }): ReactNode {
  const more = members.length - MEMBERS_SHOWN_MAX;
  return (
    <ul>
      {members.slice(0, MEMBERS_SHOWN_MAX).map(({ pid, role, stopped }) => (
        <li key={pid}>
          <span className="font-mono">{pid}</span> {ROLE_WORDS[role]}
          {stopped && '; stopped already, stays so after a thaw'}
        </li>
      ))}
      {more > 0 && <li>and {counted(more, 'more process', 'more processes')}</li>}
    </ul>
  );
}

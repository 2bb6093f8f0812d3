import type { ReactNode } from 'react';

import { HostText } from '../elements/host-text.tsx';
import { Panel } from '../elements/panel.tsx';
import { Tag } from '../elements/tag.tsx';
import { gapAdvice } from './gap-advice.ts';
import { type GapGroup, groupGaps } from './group-gaps.ts';
import type { Sweep } from './host-shapes.ts';

/** What the last sweep could not look at, why, and what to do about it. */
export function GapsPanel({ sweep }: { readonly sweep: Sweep }): ReactNode {
  const { coverage, problem } = sweep;
  const groups = groupGaps(coverage);
  if (problem !== null) {
    return (
      <Panel title="What could not be looked at" aside="everything">
        <p className="font-medium text-critical">
          <HostText prose text={problem.reason} />
        </p>
        <p className="mt-1">
          <span className="font-medium">What to do: </span>
          <HostText prose text={problem.next} />
        </p>
      </Panel>
    );
  }
  return (
    <Panel title="What could not be looked at">
      {groups.length === 0 ? (
        <p className="text-soft">Nothing: every check saw all that it judges by.</p>
      ) : (
        <ul className="-my-2.5 divide-y divide-line">
          {groups.map((group) => (
            <li key={`${group.effect} ${group.reason}`}>
              <GapRow group={group} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function GapRow({ group }: { readonly group: GapGroup }): ReactNode {
  const { effect, reason, checks } = group;
  return (
    <div className="grid gap-x-6 gap-y-1 py-2.5 md:grid-cols-2">
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-2">
          <Tag
            tone={effect === 'blind' ? 'warning' : 'plain'}
            title={
              effect === 'blind'
                ? 'The check did not see what it judges by.'
                : 'The check saw its main evidence; an extra instrument was missing.'
            }
          >
            {effect}
          </Tag>
          <span className="min-w-0">
            <HostText text={checks.join(', ')} />
          </span>
        </p>
        <p className="mt-1 text-soft">
          <HostText prose text={reason} />
        </p>
      </div>
      <p className="min-w-0">
        <span className="font-medium">What to do: </span>
        {gapAdvice(reason)}
      </p>
    </div>
  );
}

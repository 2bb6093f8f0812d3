import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import type { Finding } from '../api/shapes.ts';
import { counted } from '../elements/counted.ts';
import { HostText } from '../elements/host-text.tsx';
import { Panel } from '../elements/panel.tsx';
import { SeverityMark } from '../elements/severity-mark.tsx';
import { Tag } from '../elements/tag.tsx';
import { Time } from '../elements/time.tsx';
import { sortHostFindings } from './sort-host-findings.ts';

const SUMMARY_CHARS = 200;

/** Everything that was found on a host, what is open first. */
export function HostFindingsPanel({
  findings,
}: {
  readonly findings: readonly Finding[];
}): ReactNode {
  const open = findings.filter(({ life }) => life.state === 'open').length;
  return (
    <Panel title="Findings" aside={`${open} open, ${findings.length - open} decided`}>
      {findings.length === 0 ? (
        <p className="text-soft">Nothing was found here so far.</p>
      ) : (
        <ul className="-my-2 divide-y divide-line">
          {sortHostFindings(findings).map((finding) => (
            <li key={finding.id} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 py-2">
              <SeverityMark severity={finding.severity} />
              <Tag tone={finding.life.state === 'open' ? 'bad' : 'plain'}>{finding.life.state}</Tag>
              <Link
                to="/findings/$id"
                params={{ id: finding.id }}
                className="min-w-0 flex-1 basis-60 text-accent underline-offset-2 hover:underline"
              >
                <HostText prose text={finding.summary} max={SUMMARY_CHARS} />
              </Link>
              <span className="text-sm text-soft">
                {finding.count > 1 && `${counted(finding.count, 'time')} · `}
                <Time ms={finding.lastMs} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

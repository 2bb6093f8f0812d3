import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import type { Finding } from '../api/shapes.ts';
import { HostText } from '../elements/host-text.tsx';
import { SeverityMark } from '../elements/severity-mark.tsx';
import { Tag } from '../elements/tag.tsx';
import { Time } from '../elements/time.tsx';
import { lifeText } from './life-text.ts';

const SUMMARY_CHARS = 220;
const REASON_CHARS = 160;
const HOSTS_SHOWN = 3;

/** One finding in the list: what, where, since when, and the strongest reason. */
export function FindingRow({
  finding,
  selected,
  onSelect,
}: {
  readonly finding: Finding;
  readonly selected: boolean;
  readonly onSelect: (selected: boolean) => void;
}): ReactNode {
  const { id, severity, summary, subject, hosts, watch, reasons, count, life } = finding;
  const [strongest] = reasons;
  const elsewhere = hosts.filter((host) => host !== subject);
  return (
    <li
      className={`grid grid-cols-[auto_1fr] gap-x-3 border-b border-line px-3 py-3 last:border-b-0 sm:px-4 ${selected ? 'bg-accent-soft' : ''}`}
    >
      <input
        type="checkbox"
        className="mt-1 size-5 accent-accent"
        aria-label={`Select ${id}`}
        checked={selected}
        onChange={({ target }) => onSelect(target.checked)}
      />
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <SeverityMark severity={severity} />
          {finding.disposition === 'slam-dunk' && <Tag tone="bad">certain</Tag>}
          {finding.evidence !== null && <Tag tone="accent">frozen, evidence kept</Tag>}
          <span className="text-sm text-soft">
            {watch} · <HostText text={subject} max={80} />
            {elsewhere.length > 0 && (
              <>
                {' '}
                on <HostText text={elsewhere.slice(0, HOSTS_SHOWN).join(', ')} max={120} />
                {elsewhere.length > HOSTS_SHOWN && ` and ${elsewhere.length - HOSTS_SHOWN} more`}
              </>
            )}
          </span>
        </div>
        <Link
          to="/findings/$id"
          params={{ id }}
          data-finding={id}
          className="mt-1 block font-medium underline-offset-4 hover:underline"
        >
          <HostText text={summary.slice(0, SUMMARY_CHARS)} prose max={SUMMARY_CHARS} />
        </Link>
        <p className="mt-1 text-sm text-soft">
          {strongest !== undefined && (
            <>
              <HostText text={strongest.text.slice(0, REASON_CHARS)} prose max={REASON_CHARS} />
              {' · '}
            </>
          )}
          <HostText text={lifeText(life)} prose max={120} /> · seen{' '}
          {count === 1 ? 'once' : `${count.toLocaleString()} times`}, last{' '}
          <Time ms={finding.lastMs} />
        </p>
      </div>
    </li>
  );
}

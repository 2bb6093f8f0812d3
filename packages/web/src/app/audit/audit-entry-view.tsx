import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { HostText } from '../elements/host-text.tsx';
import { Tag } from '../elements/tag.tsx';
import { Time } from '../elements/time.tsx';
import { actionWords } from './action-words.ts';
import type { AuditEntry } from './audit-shapes.ts';
import { outcomeWords } from './outcome-words.ts';
import { placeOf } from './place-of.ts';

const VIA_WORDS: Readonly<Record<AuditEntry['via'], string>> = {
  token: 'a token',
  session: 'the dashboard',
  login: 'the login page',
};

/** One thing that somebody asked for, and what came of it. */
export function AuditEntryView({ entry }: { readonly entry: AuditEntry }): ReactNode {
  const { atMs, by, via, action, target, body, status, requestId } = entry;
  const { words, tone } = outcomeWords(status);
  const place = placeOf(target);
  return (
    <div className="grid gap-x-4 gap-y-1 px-4 py-2.5 md:grid-cols-[10rem_1fr_auto]">
      <div className="text-soft">
        <Time ms={atMs} />
      </div>
      <div className="min-w-0">
        <p>
          <span className="font-medium">
            {by === '' ? 'Somebody unknown' : <HostText text={by} max={100} />}
          </span>{' '}
          asked to <HostText prose text={actionWords(action)} max={200} />{' '}
          <span className="text-soft">through {VIA_WORDS[via]}</span>
        </p>
        <details className="text-sm">
          <summary className="w-fit text-soft">Request</summary>
          <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3">
            <dt className="text-soft">operation</dt>
            <dd>
              <HostText text={action} />
            </dd>
            <dt className="text-soft">target</dt>
            <dd>
              {place === null ? (
                <HostText text={target} />
              ) : (
                <Link {...place} className="text-accent underline">
                  <HostText text={target} />
                </Link>
              )}
            </dd>
            <dt className="text-soft">body</dt>
            <dd>{body === null ? 'none' : <HostText text={body} />}</dd>
            <dt className="text-soft">request</dt>
            <dd>
              <HostText text={requestId} />
            </dd>
          </dl>
        </details>
      </div>
      <div>
        <Tag tone={tone}>{words}</Tag>
      </div>
    </div>
  );
}

import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { HostText } from '../elements/host-text.tsx';
import { Labelled } from '../elements/labelled.tsx';
import { Tag } from '../elements/tag.tsx';
import { Time } from '../elements/time.tsx';
import type { Evidence } from './containment-shapes.ts';
import { stateWords } from './state-words.ts';

const SEAL_WORDS: Readonly<Record<string, string>> = {
  none: 'none was kept',
  open: 'not whole, or still being gathered',
  sealed: 'whole, signed and sealed',
  altered: 'altered: its manifest cannot be read',
};

/** What was frozen, where, when and why, and how it stands. */
export function EvidenceSummary({ evidence }: { readonly evidence: Evidence }): ReactNode {
  const { at, host, what, state, holding, finding } = evidence;
  const { words, tone } = stateWords(state);
  const atMs = Date.parse(at);
  const seal = evidence.evidence;
  return (
    <section aria-label="What it is" className="rounded-lg border border-line bg-raised p-4">
      <p className="flex flex-wrap items-center gap-2 text-lg">
        <Tag tone={tone}>
          <HostText prose text={words} />
        </Tag>
        <span className="min-w-0 font-medium">
          <HostText prose text={what} />
        </span>
      </p>
      <dl className="mt-3 grid grid-cols-2 gap-3 sm:grid-cols-4">
        <Labelled name="Host">
          <Link to="/hosts/$host" params={{ host }} className="text-accent underline">
            <HostText text={host} max={80} />
          </Link>
        </Labelled>
        <Labelled name="When">{Number.isFinite(atMs) ? <Time ms={atMs} /> : '–'}</Labelled>
        <Labelled name="Why">
          {finding === null ? (
            'by hand'
          ) : (
            <Link to="/findings/$id" params={{ id: finding }} className="text-accent underline">
              <HostText text={finding} max={64} />
            </Link>
          )}
        </Labelled>
        <Labelled name="Evidence">
          <span className={seal === 'altered' ? 'font-medium text-critical' : ''}>
            {SEAL_WORDS[seal] ?? seal}
          </span>
        </Labelled>
      </dl>
      {holding && (
        <p className="mt-3 text-soft">
          The host holds it frozen because of this. Nothing was killed; its sockets stay open, and
          what it left on the disk stays, too.
        </p>
      )}
    </section>
  );
}

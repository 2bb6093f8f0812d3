import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useId } from 'react';

import { Button } from '../elements/button.tsx';
import { counted } from '../elements/counted.ts';
import { Command, Empty } from '../elements/empty.tsx';
import { INPUT } from '../elements/field.tsx';
import { LongList } from '../elements/long-list.tsx';
import { useTypedText } from '../elements/use-typed-text.ts';
import { hostFacets } from './host-facets.ts';
import { HostFacetsBar } from './host-facets-bar.tsx';
import { type HostRow, matchesHostFilter, parseHostFilter, toggleWord } from './host-filter.ts';
import { HostRowView } from './host-row-view.tsx';
import type { Host } from './host-shapes.ts';
import { sortHostRows } from './sort-host-rows.ts';
import { useHostRows } from './use-host-rows.ts';

const ROW_PX = 110;

/** Hosts that the filter lets through; the filter is in the URL. */
export function HostsList({ hosts }: { readonly hosts: readonly Host[] }): ReactNode {
  const { filter = '' } = useSearch({ from: '/hosts' });
  const navigate = useNavigate({ from: '/hosts' });
  const id = useId();
  const rows = useHostRows(hosts);
  const [typed, show] = useTypedText(filter, (text) => {
    void navigate({ search: text === '' ? {} : { filter: text }, replace: true });
  });
  if (hosts.length === 0) return <NoHosts />;
  const terms = parseHostFilter(typed);
  const shown = sortHostRows(rows.filter((row) => matchesHostFilter(row, terms)));
  return (
    <>
      <div className="flex flex-col gap-2">
        <label htmlFor={id} className="sr-only">
          Filter hosts
        </label>
        <input
          id={id}
          type="search"
          className={INPUT}
          placeholder="Filter: a name, status:incomplete, sensor:poll, -is:stale, tag:web"
          value={typed}
          onChange={({ target }) => show(target.value)}
        />
        <HostFacetsBar
          facets={hostFacets(rows)}
          filter={typed}
          onToggle={(word) => show(toggleWord(typed, word))}
        />
      </div>
      <p aria-live="polite" className="text-sm text-soft">
        {shown.length === rows.length
          ? counted(rows.length, 'host')
          : `${shown.length} of ${counted(rows.length, 'host')}`}
      </p>
      {shown.length === 0 ? (
        <Empty title="No host is like that">
          <p>Every word of the filter has to hold; a minus before it turns it round.</p>
          <div className="mt-3">
            <Button onClick={() => show('')}>Show all hosts</Button>
          </div>
        </Empty>
      ) : (
        <div className="rounded-lg border border-line bg-raised">
          <LongList
            label="Hosts"
            items={shown}
            keyOf={({ host }: HostRow) => host.host}
            rowHeightPx={ROW_PX}
          >
            {(row) => <HostRowView row={row} />}
          </LongList>
        </div>
      )}
    </>
  );
}

function NoHosts(): ReactNode {
  return (
    <Empty title="No host is watched yet">
      <p>
        Name your servers in <Command>inventory.toml</Command>, and <Command>vedette up</Command>{' '}
        sweeps them over your own SSH; nothing is installed on them. What runs between two sweeps is
        seen by <Command>vedette sensor run</Command> on the host.
      </p>
    </Empty>
  );
}

import type { ReactNode } from 'react';

import { bytesText } from '../elements/bytes-text.ts';
import { counted } from '../elements/counted.ts';
import { HostText } from '../elements/host-text.tsx';
import { LongList } from '../elements/long-list.tsx';
import { Panel } from '../elements/panel.tsx';
import type { EvidenceItem } from './containment-shapes.ts';
import { itemWords } from './item-words.ts';

const ROW_PX = 72;

/** What was saved, with sizes and digests. */
export function EvidenceItemsPanel({
  items,
}: {
  readonly items: readonly EvidenceItem[];
}): ReactNode {
  const bytes = items.reduce((sum, item) => sum + item.bytes, 0);
  return (
    <Panel
      title="What was saved"
      aside={
        items.length === 0 ? undefined : `${counted(items.length, 'item')}, ${bytesText(bytes)}`
      }
    >
      {items.length === 0 ? (
        <p className="text-soft">
          Nothing: no evidence was gathered, or the folder it was in is not there.
        </p>
      ) : (
        <LongList
          label="Items"
          items={items}
          keyOf={({ name, sha256 }) => `${name} ${sha256}`}
          rowHeightPx={ROW_PX}
        >
          {(item) => <EvidenceItemRow item={item} />}
        </LongList>
      )}
    </Panel>
  );
}

function EvidenceItemRow({ item }: { readonly item: EvidenceItem }): ReactNode {
  const { name, bytes, sha256, note } = item;
  return (
    <div className="grid gap-x-4 py-2 sm:grid-cols-[1fr_6rem]">
      <div className="min-w-0">
        <p>
          <span className="font-medium">
            <HostText text={name} max={100} />
          </span>{' '}
          <span className="text-soft">{itemWords(name)}</span>
        </p>
        <p className="text-sm text-soft">
          SHA-256 <HostText text={sha256} />
        </p>
        {note !== null && note !== '' && (
          <p className="text-sm">
            <HostText text={note} />
          </p>
        )}
      </div>
      <p className="tabular-nums sm:text-right">{bytesText(bytes)}</p>
    </div>
  );
}

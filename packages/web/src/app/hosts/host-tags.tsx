import type { ReactNode } from 'react';

import { HostText } from '../elements/host-text.tsx';
import { Tag } from '../elements/tag.tsx';

const TAG_CHARS = 40;

/** What the inventory calls a host, besides its name. */
export function HostTags({ tags }: { readonly tags: readonly string[] }): ReactNode {
  return [...new Set(tags)].map((tag) => (
    <Tag key={tag}>
      <span className="whitespace-normal">
        <HostText text={tag} max={TAG_CHARS} />
      </span>
    </Tag>
  ));
}

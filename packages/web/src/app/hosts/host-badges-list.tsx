import type { ReactNode } from 'react';

import { Tag } from '../elements/tag.tsx';
import type { HostBadge } from './host-badges.ts';

/** What limits the knowledge of a host, each with why. */
export function HostBadgesList({ badges }: { readonly badges: readonly HostBadge[] }): ReactNode {
  return badges.map(({ name, words, why, tone }) => (
    <Tag key={name} tone={tone} title={why}>
      {words}
    </Tag>
  ));
}

import type { ReactNode } from 'react';

import { Tag } from '../elements/tag.tsx';
import type { TrustFilter } from './workload-search.ts';

const LOOKS = {
  confirmed: ['accent', '✓ confirmed', 'A person said that this is normal.'],
  trusted: ['good', '● trusted', 'It was seen often enough to be normal.'],
  pending: ['warning', '○ not trusted yet', 'It was seen, but trust takes days and hosts.'],
} as const;

/** How far a command is believed to be normal, as a word. */
export function TrustTag({ trust }: { readonly trust: TrustFilter }): ReactNode {
  const [tone, text, title] = LOOKS[trust];
  return (
    <Tag tone={tone} title={title}>
      {text}
    </Tag>
  );
}

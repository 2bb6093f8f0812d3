import type { ReactNode } from 'react';

import { Page } from '../elements/page.tsx';

export function SearchPage(): ReactNode {
  return <Page title="Search">…</Page>;
}

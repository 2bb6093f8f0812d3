import type { ReactNode } from 'react';

import { Page } from '../elements/page.tsx';

export function NowPage(): ReactNode {
  return <Page title="Now">…</Page>;
}

import type { ReactNode } from 'react';

import { Page } from '../elements/page.tsx';

export function EvidencePage(): ReactNode {
  return <Page title="Evidence">…</Page>;
}

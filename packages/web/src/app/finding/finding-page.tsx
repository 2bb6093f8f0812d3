import type { ReactNode } from 'react';

import { Page } from '../elements/page.tsx';

export function FindingPage(): ReactNode {
  return <Page title="Finding">…</Page>;
}

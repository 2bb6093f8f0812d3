import type { ReactNode } from 'react';

import { Page } from '../elements/page.tsx';

export function ExecutionPage(): ReactNode {
  return <Page title="Execution">…</Page>;
}

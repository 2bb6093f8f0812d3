import type { ReactNode } from 'react';

import { Page } from '../elements/page.tsx';

export function ExecutionsPage(): ReactNode {
  return <Page title="Executions">…</Page>;
}

import type { ReactNode } from 'react';

import { Page } from '../elements/page.tsx';

export function WorkloadPage(): ReactNode {
  return <Page title="Workload">…</Page>;
}

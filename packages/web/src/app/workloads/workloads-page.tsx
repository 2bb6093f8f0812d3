import type { ReactNode } from 'react';

import { Page } from '../elements/page.tsx';

export function WorkloadsPage(): ReactNode {
  return <Page title="Workloads">…</Page>;
}

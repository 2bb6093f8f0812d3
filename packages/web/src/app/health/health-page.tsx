import type { ReactNode } from 'react';

import { Page } from '../elements/page.tsx';

export function HealthPage(): ReactNode {
  return <Page title="Health">…</Page>;
}

import type { ReactNode } from 'react';

import { Page } from '../elements/page.tsx';

export function AuditPage(): ReactNode {
  return <Page title="Who did what">…</Page>;
}

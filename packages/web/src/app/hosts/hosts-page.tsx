import type { ReactNode } from 'react';

import { Page } from '../elements/page.tsx';

export function HostsPage(): ReactNode {
  return <Page title="Hosts">…</Page>;
}

import type { ReactNode } from 'react';

import { Page } from '../elements/page.tsx';

export function HostPage(): ReactNode {
  return <Page title="Host">…</Page>;
}

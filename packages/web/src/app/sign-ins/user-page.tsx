import type { ReactNode } from 'react';

import { Page } from '../elements/page.tsx';

export function UserPage(): ReactNode {
  return <Page title="User">…</Page>;
}

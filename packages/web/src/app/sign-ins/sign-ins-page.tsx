import type { ReactNode } from 'react';

import { Page } from '../elements/page.tsx';

export function SignInsPage(): ReactNode {
  return <Page title="Sign-ins">…</Page>;
}

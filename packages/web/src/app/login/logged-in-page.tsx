import { Navigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** A login link that was opened by somebody who is logged in already. */
export function LoggedInPage(): ReactNode {
  return <Navigate to="/" replace />;
}

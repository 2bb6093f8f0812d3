import type { ReactNode } from 'react';

import { Tag } from '../elements/tag.tsx';
import type { SignIn } from './sign-ins-query.ts';

const LOOKS = {
  passed: ['good', '✓ challenge passed'],
  failed: ['bad', '✕ challenge failed'],
  safe: ['good', '✓ confirmed safe'],
  compromised: ['bad', '◆ compromised'],
} as const;

/** What became of a sign-in; nothing where nothing did. */
export function OutcomeTag({
  signIn: { outcome, wanted },
}: {
  readonly signIn: Pick<SignIn, 'outcome' | 'wanted'>;
}): ReactNode {
  if (outcome === 'none') return wanted === 'allow' ? null : <Tag tone="warning">… open</Tag>;
  const [tone, text] = LOOKS[outcome];
  return <Tag tone={tone}>{text}</Tag>;
}

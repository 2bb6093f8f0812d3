import type { ReactNode } from 'react';

import type { Decision } from './sign-ins-query.ts';

const LOOKS = {
  deny: ['◆', 'deny', 'bg-critical-soft text-critical'],
  'step-up': ['▲', 'step-up', 'bg-high-soft text-high'],
  notify: ['■', 'notify', 'bg-medium-soft text-medium'],
  allow: ['○', 'allow', 'bg-low-soft text-low'],
} as const;

/** What was decided about a sign-in: form, word and colour say the same. */
export function DecisionMark({ decision }: { readonly decision: Decision }): ReactNode {
  const [form, word, colours] = LOOKS[decision];
  return (
    <span
      className={`inline-flex items-center gap-1 rounded px-1.5 text-sm font-medium whitespace-nowrap ${colours}`}
    >
      <span aria-hidden="true">{form}</span>
      {word}
    </span>
  );
}

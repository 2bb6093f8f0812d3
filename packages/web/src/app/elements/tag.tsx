import type { ReactNode } from 'react';

const TONES = {
  plain: 'bg-sunken text-soft',
  good: 'bg-good-soft text-good',
  warning: 'bg-medium-soft text-medium',
  bad: 'bg-critical-soft text-critical',
  accent: 'bg-accent-soft text-accent',
} as const;
export type Tone = keyof typeof TONES;

/** A short word about something. */
export function Tag({
  tone = 'plain',
  children,
  title,
}: {
  readonly tone?: Tone;
  readonly children: ReactNode;
  readonly title?: string;
}): ReactNode {
  return (
    <span
      title={title}
      className={`inline-block rounded px-1.5 text-sm whitespace-nowrap ${TONES[tone]}`}
    >
      {children}
    </span>
  );
}

import type { ReactNode } from 'react';

import type { Workload } from '../api/shapes.ts';
import { Tag } from '../elements/tag.tsx';
import { learningProgress } from './learning-progress.ts';

/** Whether a workload is watched, or how far it is on the way there. */
export function StateTag({ workload }: { readonly workload: Workload }): ReactNode {
  if (workload.state === 'watching') return <Tag tone="good">✓ watching</Tag>;
  const { share, text } = learningProgress(workload);
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <Tag tone="warning">… learning</Tag>
      <progress
        aria-label="How far learning is"
        max={1}
        value={share}
        className="h-2 w-16 appearance-none overflow-hidden rounded border border-strong-line bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
      />
      <span className="text-sm text-soft">{text}</span>
    </span>
  );
}

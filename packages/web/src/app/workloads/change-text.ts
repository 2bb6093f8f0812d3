import type { BaselineChange } from './workloads-query.ts';

/** What was done to a baseline, in words. */
export function changeText({ what, shapes }: Pick<BaselineChange, 'what' | 'shapes'>): string {
  const commands = shapes === 1 ? '1 command' : `${shapes.toLocaleString()} commands`;
  switch (what) {
    case 'confirmed':
      return `${commands} approved as normal`;
    case 'admitted':
      return `${commands} let in to be learned, after alerts were looked at`;
    case 'forgotten':
      return `${commands} forgotten`;
    case 'rolled-back':
      return `rolled back: ${commands} changed or gone`;
    case 'evicted':
      return `${commands} given up, the least believed ones: there were too many`;
    case 'expired':
      return `days of ${commands} expired: not seen for longer than is kept`;
    case 'learning-ended':
      return 'learning ended: it is watched from here on';
  }
}

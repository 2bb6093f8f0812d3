import type { Host } from './host-shapes.ts';

/** How a sensor sees executions, in words. */
export const SOURCE_WORDS: Readonly<Record<NonNullable<Host['sensor']['source']>, string>> = {
  bpf: 'BPF: every execution, from the kernel',
  netlink: 'netlink: every process is announced, short ones go unread',
  poll: 'poll: looks at /proc, short processes go unseen',
};

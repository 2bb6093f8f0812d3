import { useQueryClient } from '@tanstack/react-query';

import { tell, tellProblem } from '../frame/toasts.tsx';

/** Changes a workload, tells what came of it, and asks anew for what is shown of it. */
export function useChangeWorkload(): (
  change: () => Promise<unknown>,
  told: { readonly text: string; readonly undo?: () => Promise<unknown> },
) => Promise<boolean> {
  const client = useQueryClient();
  const refresh = async (): Promise<void> => {
    await Promise.all(
      [['workloads'], ['workload']].map((queryKey) => client.invalidateQueries({ queryKey })),
    );
  };
  return async (change, { text, undo }) => {
    try {
      await change();
    } catch (error) {
      tellProblem(error);
      return false;
    }
    await refresh();
    const takeBack = async (): Promise<void> => {
      await undo?.();
      await refresh();
    };
    tell(text, undo === undefined ? undefined : takeBack);
    return true;
  };
}

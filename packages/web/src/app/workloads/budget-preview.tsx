import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useDeferredValue } from 'react';

import { Loaded } from '../elements/loaded.tsx';
import { useNow } from '../elements/time.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { budgetQuery } from './workloads-query.ts';

const MS_PER_DAY = 86_400_000;

/** What a budget would have come to; the server knows which score keeps it. */
export function BudgetPreview({
  workload,
  alertsPerDay,
}: {
  readonly workload: string;
  readonly alertsPerDay: number;
}): ReactNode {
  const asked = useDeferredValue(alertsPerDay);
  const nowMs = useNow();
  const preview = useQuery({ ...budgetQuery(workload, asked), placeholderData: keepPreviousData });
  return (
    <Loaded query={preview} lines={8}>
      {({ alerts, perDay, threshold, examples }) => (
        <PreviewPanel
          alerts={alerts}
          days={perDay.map((count, at) => ({
            endMs: nowMs - (perDay.length - 1 - at) * MS_PER_DAY,
            count,
          }))}
          threshold={threshold}
          examples={examples}
        />
      )}
    </Loaded>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';

import { commandText } from '../elements/command-text.ts';
import { Empty } from '../elements/empty.tsx';
import { Choice, LineField } from '../elements/field.tsx';
import { Loaded } from '../elements/loaded.tsx';
import { LongList } from '../elements/long-list.tsx';
import { ShapeRow } from './shape-row.tsx';
import { trustState } from './trust-state.ts';
import { readWorkloadSearch, type WorkloadSearch } from './workload-search.ts';
import { type Shape, shapesQuery } from './workloads-query.ts';

const ROW_PX = 84;
const TRUSTS = [
  ['', 'all'],
  ['pending', 'not trusted yet'],
  ['trusted', 'trusted'],
  ['confirmed', 'confirmed by a person'],
] as const;

/** All that a workload is known to do. */
export function NormalView({ workload }: { readonly workload: string }): ReactNode {
  const shapes = useQuery(shapesQuery(workload));
  return (
    <Loaded query={shapes} lines={12}>
      {(all) =>
        all.length === 0 ? (
          <Empty title="Nothing is known yet">
            What it runs appears here, the same command with other numbers and names counted as one.
          </Empty>
        ) : (
          <Shapes workload={workload} shapes={all} />
        )
      }
    </Loaded>
  );
}

function Shapes({
  workload,
  shapes,
}: {
  readonly workload: string;
  readonly shapes: readonly Shape[];
}): ReactNode {
  const { find = '', trust } = useSearch({ from: '/workloads/$workload' });
  const navigate = useNavigate({ from: '/workloads/$workload' });
  const change = (to: Partial<Record<keyof WorkloadSearch, string>>): void => {
    void navigate({
      search: (before) => readWorkloadSearch({ ...before, ...to }),
      replace: true,
      resetScroll: false,
    });
  };
  const texts = useMemo(
    () => new Map(shapes.map((shape) => [shape.key, searchedText(shape)])),
    [shapes],
  );
  const words = find.toLowerCase().split(/\s+/);
  const shown = shapes.filter(
    (shape) =>
      (trust === undefined || trustState(shape) === trust) &&
      words.every((word) => texts.get(shape.key)?.includes(word) === true),
  );
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-3 sm:grid-cols-[1fr_14rem]">
        <LineField
          type="search"
          label="Command, parent or host has"
          value={find}
          onChange={(text) => change({ find: text })}
        />
        <Choice
          label="Trust"
          value={trust ?? ''}
          options={TRUSTS}
          onChange={(value) => change({ trust: value })}
        />
      </div>
      <p aria-live="polite" className="text-sm text-soft">
        {shown.length.toLocaleString()} of {shapes.length.toLocaleString()} different commands, most
        often first
      </p>
      {shown.length === 0 && (
        <Empty title="No command is like that">
          Every word has to be in the command, its parent or a host’s name. What a workload did at
          some time, normal or not, is in the executions.
        </Empty>
      )}
      {shown.length > 0 && (
        <div className="rounded-lg border border-line bg-raised">
          <LongList
            label="What is normal"
            items={shown}
            keyOf={({ key }) => key}
            rowHeightPx={ROW_PX}
          >
            {(shape) => <ShapeRow workload={workload} shape={shape} />}
          </LongList>
        </div>
      )}
    </div>
  );
}

function searchedText({ argv, name, parent, days }: Shape): string {
  const hosts = days.flatMap((day) => day.hosts);
  return [commandText(argv), name, parent, ...hosts].join('\n').toLowerCase();
}

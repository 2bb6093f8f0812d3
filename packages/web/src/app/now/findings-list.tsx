import { type ReactNode, useMemo, useState } from 'react';

import { useWhyNot } from '../api/session.ts';
import type { Finding } from '../api/shapes.ts';
import { Button } from '../elements/button.tsx';
import { useDecide } from './decide.ts';
import { ExpectDialog } from './expect-dialog.tsx';
import { FindingRow } from './finding-row.tsx';
import { useListKeys } from './use-list-keys.ts';

/** Findings with what can be decided about one or many of them. */
export function FindingsList({ findings }: { readonly findings: readonly Finding[] }): ReactNode {
  const decide = useDecide();
  const whyNot = useWhyNot();
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [expecting, expect] = useState<readonly Finding[] | null>(null);
  const chosen = findings.filter(({ id }) => ids.has(id));
  const select = (id: string, selected: boolean): void => {
    const next = new Set(ids);
    if (selected) next.add(id);
    else next.delete(id);
    setIds(next);
  };
  const all = async (decision: Parameters<typeof decide>[1]): Promise<void> => {
    if (await decide(chosen, decision)) setIds(new Set());
  };
  useListKeys(
    useMemo(() => {
      const may = whyNot === undefined;
      return {
        findings,
        acknowledge: (finding) => void (may && decide([finding], { do: 'acknowledge' })),
        resolve: (finding) => void (may && decide([finding], { do: 'resolve' })),
        expect: (finding) => void (may && expect([finding])),
        select: ({ id }) => select(id, !ids.has(id)),
      };
      // oxlint-disable-next-line react/exhaustive-deps
    }, [findings, ids, whyNot]),
  );
  return (
    <>
      <div className="sticky top-0 z-[5] flex min-h-12 flex-wrap items-center gap-2 rounded-t-lg border border-line bg-raised px-3 py-2 sm:px-4">
        <label className="mr-auto flex items-center gap-2 text-sm text-soft">
          <input
            type="checkbox"
            className="size-5 accent-accent"
            checked={chosen.length > 0 && chosen.length === findings.length}
            onChange={({ target }) =>
              setIds(new Set(target.checked ? findings.map(({ id }) => id) : []))
            }
          />
          {chosen.length === 0 ? 'Select all' : `${chosen.length} selected`}
        </label>
        {chosen.length > 0 && (
          <>
            <Button why={whyNot} onClick={() => void all({ do: 'acknowledge' })}>
              Acknowledge
            </Button>
            <Button why={whyNot} onClick={() => expect(chosen)}>
              Expected …
            </Button>
            <Button why={whyNot} onClick={() => void all({ do: 'resolve' })}>
              Resolve
            </Button>
          </>
        )}
        <span className="text-sm text-soft max-sm:hidden">
          <kbd>j</kbd> <kbd>k</kbd> move · <kbd>?</kbd> all keys
        </span>
      </div>
      <ul className="rounded-b-lg border border-t-0 border-line bg-raised">
        {findings.map((finding) => (
          <FindingRow
            key={finding.id}
            finding={finding}
            selected={ids.has(finding.id)}
            onSelect={(selected) => select(finding.id, selected)}
          />
        ))}
      </ul>
      {expecting !== null && (
        <ExpectDialog
          findings={expecting}
          onClose={() => {
            expect(null);
            setIds(new Set());
          }}
        />
      )}
    </>
  );
}

import { useEffect } from 'react';

import type { Finding } from '../api/shapes.ts';
import { isTyping } from '../frame/shortcuts.tsx';

/** What keys do to the finding that has the focus. */
export interface ListKeys {
  readonly findings: readonly Finding[];
  readonly acknowledge: (finding: Finding) => void;
  readonly resolve: (finding: Finding) => void;
  readonly expect: (finding: Finding) => void;
  readonly select: (finding: Finding) => void;
}

/** Moves the focus through findings by `j` and `k`, and decides about the one that has it. */
export function useListKeys(keys: ListKeys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (isTyping(event)) return;
      const { findings } = keys;
      const at = findings.findIndex(({ id }) => linkOf(id) === document.activeElement);
      const current = findings[at];
      if (event.key === 'j') focus(findings[Math.min(at + 1, findings.length - 1)]);
      else if (event.key === 'k') focus(findings[Math.max(at - 1, 0)]);
      else if (current === undefined) return;
      else if (event.key === 'a') keys.acknowledge(current);
      else if (event.key === 'r') keys.resolve(current);
      else if (event.key === 'e') keys.expect(current);
      else if (event.key === ' ') keys.select(current);
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [keys]);
}

function linkOf(id: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-finding="${CSS.escape(id)}"]`);
}

function focus(finding: Finding | undefined): void {
  if (finding === undefined) return;
  const link = linkOf(finding.id);
  link?.focus();
  link?.scrollIntoView({ block: 'nearest' });
}

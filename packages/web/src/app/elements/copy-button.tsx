import { type ReactNode, useState } from 'react';

import { Button } from './button.tsx';

const SHOWN_MS = 2_000;

/** Copies a text that is made when it is asked for. */
export function CopyButton({
  label,
  text,
}: {
  readonly label: string;
  readonly text: () => string;
}): ReactNode {
  const [said, say] = useState<string | null>(null);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text());
      say('Copied');
    } catch {
      // Without HTTPS, or where the browser does not allow it.
      say('This browser does not let pages copy');
    }
    setTimeout(() => say(null), SHOWN_MS);
  };
  return (
    <Button onClick={() => void copy()}>
      <span aria-live="polite">{said ?? label}</span>
    </Button>
  );
}

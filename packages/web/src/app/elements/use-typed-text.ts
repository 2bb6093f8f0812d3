import { useEffect, useRef, useState } from 'react';

/**
 * Text that is typed here and kept elsewhere, which may come back late: what comes back of one's
 * own typing changes nothing, what somebody else changed is taken over.
 */
export function useTypedText(
  kept: string,
  keep: (text: string) => void,
): readonly [text: string, type: (text: string) => void] {
  const [text, setText] = useState(kept);
  const sent = useRef<string[]>([]);
  useEffect(() => {
    const own = sent.current.indexOf(kept);
    if (own < 0) setText(kept);
    sent.current = own < 0 ? [] : sent.current.slice(own + 1);
  }, [kept]);
  const type = (next: string): void => {
    sent.current.push(next);
    setText(next);
    keep(next);
  };
  return [text, type];
}

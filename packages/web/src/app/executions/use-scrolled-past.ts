import { type RefObject, useEffect, useRef, useState } from 'react';

/** Whether the beginning of an element has left the window at its top: somebody reads on in it. */
export function useScrolledPast(): readonly [RefObject<HTMLDivElement | null>, boolean] {
  const place = useRef<HTMLDivElement>(null);
  const [past, setPast] = useState(false);
  useEffect(() => {
    const look = (): void => setPast((place.current?.getBoundingClientRect().top ?? 0) < -60);
    addEventListener('scroll', look, { passive: true });
    return () => removeEventListener('scroll', look);
  }, []);
  return [place, past];
}

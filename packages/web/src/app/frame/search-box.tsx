import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';

import { INPUT } from '../elements/field.tsx';

const QUESTION_CHARS_MAX = 1_000;

/** Asks in plain words from every page; `/` brings one here. */
export function SearchBox(): ReactNode {
  const navigate = useNavigate();
  const { q: asked } = useSearch({ strict: false });
  // A URL may hold anything.
  const q = typeof asked === 'string' ? asked : undefined;
  const [text, setText] = useState(q ?? '');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => setText(q ?? ''), [q]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void navigate({ to: '/search', search: { q: text } });
  };
  return (
    <form role="search" onSubmit={submit} className="flex flex-1 gap-2">
      <input
        ref={input}
        type="search"
        name="q"
        aria-label="Search executions"
        aria-keyshortcuts="/"
        maxLength={QUESTION_CHARS_MAX}
        placeholder="Ask: anything that looks like a reverse shell"
        className={INPUT}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
    </form>
  );
}

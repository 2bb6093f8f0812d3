import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, type SubmitEvent, useState } from 'react';

import { INPUT } from '../elements/field.tsx';

const QUESTION_CHARS_MAX = 1_000;

/** Asks in plain words from every page; `/` brings one here. */
export function SearchBox(): ReactNode {
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void navigate({ to: '/search', search: { q: text } });
  };
  return (
    <form role="search" onSubmit={submit} className="flex flex-1 gap-2">
      <input
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

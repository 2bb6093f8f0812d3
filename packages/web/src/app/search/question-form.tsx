import { type ReactNode, useId, useState } from 'react';

import { Button } from '../elements/button.tsx';
import { INPUT } from '../elements/field.tsx';
import { QUESTION_CHARS_MAX } from './search-query.ts';

/** What the parser reads of a question. */
const READ_CHARS_MAX = 1_000;

/** The question, as text that can be edited. */
export function QuestionForm({
  question,
  onAsk,
}: {
  readonly question: string;
  readonly onAsk: (text: string) => void;
}): ReactNode {
  const [text, setText] = useState(question);
  const id = useId();
  return (
    <form
      aria-label="Question"
      className="flex flex-col gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        onAsk(text.trim());
      }}
    >
      <label htmlFor={id} className="text-sm font-medium">
        Your question
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          type="search"
          autoComplete="off"
          spellCheck={false}
          maxLength={QUESTION_CHARS_MAX}
          className={INPUT}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <Button kind="primary" type="submit">
          Search
        </Button>
      </div>
      {text.length > READ_CHARS_MAX && (
        <p className="text-sm text-medium">
          {text.length.toLocaleString()} characters: only the first{' '}
          {READ_CHARS_MAX.toLocaleString()} are read.
        </p>
      )}
    </form>
  );
}

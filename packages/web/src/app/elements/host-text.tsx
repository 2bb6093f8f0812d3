import { escapeText } from '@vedette/core';
import { type ReactNode, useState } from 'react';

const SHOWN_CHARS = 400;
/** What is shown at most, however often somebody asks for more. */
const WHOLE_CHARS_MAX = 20_000;
const ESCAPE = /(\\u\{[0-9a-f]+\})/;

/**
 * Text that came from a watched host or a login. It can neither draw nor reorder anything: what is
 * no ordinary character is shown as an escape, marked so that it is not taken for the text itself.
 */
export function HostText({
  text,
  max = SHOWN_CHARS,
  prose = false,
}: {
  readonly text: string;
  readonly max?: number;
  /** A sentence with such text in it reads as the page does. */
  readonly prose?: boolean;
}): ReactNode {
  const [whole, showWhole] = useState(false);
  const shown = escapeText(text, whole ? WHOLE_CHARS_MAX : max);
  return (
    <bdi className={`[overflow-wrap:anywhere] ${prose ? '' : 'font-mono text-[0.9em]'}`}>
      {shown.split(ESCAPE).map((part, index) =>
        index % 2 === 1 ? (
          // oxlint-disable-next-line react/no-array-index-key
          <span key={index} className="rounded-sm bg-medium-soft px-0.5 text-medium">
            {part}
          </span>
        ) : (
          part
        ),
      )}
      {!whole && text.length > max && (
        <button
          type="button"
          className="ml-1 font-sans text-accent underline"
          onClick={() => showWhole(true)}
        >
          show all {text.length.toLocaleString()} characters
        </button>
      )}
    </bdi>
  );
}

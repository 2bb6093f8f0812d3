import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { FactsList } from '../elements/facts-list.tsx';
import { HostText } from '../elements/host-text.tsx';
import { ReasonsList, signed } from '../elements/reasons-list.tsx';
import { Tag } from '../elements/tag.tsx';
import { absoluteTime, Time } from '../elements/time.tsx';
import { DecisionMark } from './decision-mark.tsx';
import { OutcomeTag } from './outcome-tag.tsx';
import { seenText } from './seen-text.ts';
import type { SignIn } from './sign-ins-query.ts';
import { VerdictButtons } from './verdict-buttons.tsx';

const NAME_CHARS = 80;
const REASON_CHARS = 120;

/** One sign-in; open, it says why. Texts in its summary are cut: a button in there would be two. */
export function SignInRow({
  signIn,
  isOpen,
  onToggle,
  withUser,
}: {
  readonly signIn: SignIn;
  readonly isOpen: boolean;
  readonly onToggle: (open: boolean) => void;
  /** Whether to say whose it is. */
  readonly withUser: boolean;
}): ReactNode {
  const { user, application, atMs, decision, wanted, score, reasons, seen } = signIn;
  const [strongest] = reasons;
  const where = seenText(seen);
  return (
    <details
      open={isOpen}
      onToggle={({ currentTarget }) => {
        if (currentTarget.open !== isOpen) onToggle(currentTarget.open);
      }}
      className="px-4 py-3"
    >
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- Its text is in elements. */}
      <summary>
        <span className="inline-flex max-w-[calc(100%-1.5rem)] flex-col align-top">
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <DecisionMark decision={wanted} />
            <OutcomeTag signIn={signIn} />
            {decision !== wanted && (
              <Tag title="The mode does not enforce it">told: {decision}</Tag>
            )}
            {withUser && (
              <span className="font-medium">
                <HostText text={user.slice(0, NAME_CHARS)} max={NAME_CHARS} />
              </span>
            )}
            <span className="text-sm text-soft">
              {withUser && (
                <>
                  <HostText text={application} max={NAME_CHARS} /> ·{' '}
                </>
              )}
              <Time ms={atMs} /> · {score === null ? 'not judged' : `score ${signed(score)}`}
            </span>
          </span>
          <span className="text-sm text-soft">
            {where !== null && <HostText text={where.slice(0, REASON_CHARS)} max={REASON_CHARS} />}
            {where !== null && strongest !== undefined && ' · '}
            {strongest !== undefined && (
              <HostText text={strongest.text.slice(0, REASON_CHARS)} max={REASON_CHARS} />
            )}
          </span>
        </span>
      </summary>
      {isOpen && (
        <div className="mt-3 flex flex-col gap-4 border-l-2 border-line pl-4">
          {reasons.length > 0 ? (
            <div>
              <p className="mb-1 font-medium">Why, strongest first</p>
              <ReasonsList reasons={reasons} />
            </div>
          ) : (
            <p>
              It was let through without being judged
              {signIn.failure !== null && (
                <>
                  : <HostText text={signIn.failure} max={NAME_CHARS} />
                </>
              )}
              .
            </p>
          )}
          <FactsList facts={factsOf(signIn)} />
          <div className="flex flex-wrap items-center gap-3">
            <VerdictButtons subject={signIn} />
            {withUser && (
              <Link
                to="/sign-ins/$application/$user"
                params={{ application, user }}
                className="text-accent underline"
              >
                What is usual for this user
              </Link>
            )}
          </div>
        </div>
      )}
    </details>
  );
}

function factsOf(signIn: SignIn): Readonly<Record<string, string | number>> {
  const { id, mode, learned, outcomeBy, outcomeMs, atMs, seen } = signIn;
  return {
    time: absoluteTime(atMs),
    'compared with': learned === 1 ? '1 sign-in' : `${learned} sign-ins`,
    ...(seen === null || seen.device === null ? {} : { device: seen.device }),
    ...(seen === null || seen.type === null ? {} : { type: seen.type }),
    ...(mode === null ? {} : { mode }),
    ...(outcomeBy === null || outcomeMs === null
      ? {}
      : { 'said by': `${outcomeBy}, ${absoluteTime(outcomeMs)}` }),
    id,
  };
}

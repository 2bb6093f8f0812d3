import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { escapeText } from '@vedette/core';
import type { ReactNode } from 'react';

import { Empty } from '../elements/empty.tsx';
import { HostText } from '../elements/host-text.tsx';
import { Loaded } from '../elements/loaded.tsx';
import { signed } from '../elements/reasons-list.tsx';
import { Tag } from '../elements/tag.tsx';
import { Time } from '../elements/time.tsx';
import { IncompleteNote } from './incomplete-note.tsx';
import { reasonName } from './reason-name.ts';
import { type Detection, detectionsQuery } from './sign-ins-query.ts';

const EXAMPLE_CHARS = 160;
const NAME_CHARS = 64;
/** What never gave more to a score than this decided nothing. */
const GAVE_LEAST = 0.05;

/** What spoke against risky sign-ins, the most frequent first. */
export function DetectionsView(): ReactNode {
  const search = useSearch({ from: '/sign-ins' });
  const detections = useQuery(detectionsQuery(search));
  return (
    <Loaded query={detections} lines={10}>
      {({ detections, complete }) => (
        <div className="flex flex-col gap-3">
          <IncompleteNote complete={complete} />
          {detections.every((detection) => !gaveSomething(detection)) ? (
            <Empty title="Nothing was detected">
              Here are the reasons that spoke against risky sign-ins: a new country, another
              browser, an unusual hour, a device without its cookie. In this time there were none.
            </Empty>
          ) : (
            <ul
              aria-label="Detections"
              className="divide-y divide-line rounded-lg border border-line bg-raised"
            >
              {detections.filter(gaveSomething).map((detection) => (
                <li key={detection.code} className="px-4 py-3">
                  <DetectionRow detection={detection} />
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </Loaded>
  );
}

function gaveSomething({ highest }: Detection): boolean {
  return highest >= GAVE_LEAST;
}

function DetectionRow({ detection }: { readonly detection: Detection }): ReactNode {
  const { code, category, signIns, users, highest, lastMs, example } = detection;
  const { application, user } = example;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-2">
        <Link
          to="/sign-ins"
          search={(before) => ({ ...before, view: 'sign-ins', reason: code })}
          className="font-medium underline-offset-4 hover:underline"
        >
          {escapeText(reasonName(code), NAME_CHARS)}
        </Link>
        <Tag>{escapeText(category, NAME_CHARS)}</Tag>
        <span className="text-sm text-soft">
          {signIns === 1 ? '1 sign-in' : `${signIns.toLocaleString()} sign-ins`} of{' '}
          {users === 1 ? '1 user' : `${users.toLocaleString()} users`} · up to {signed(highest)} ·
          last <Time ms={lastMs} />
        </span>
      </div>
      <p className="mt-1 text-sm text-soft">
        for example <HostText text={example.text.slice(0, EXAMPLE_CHARS)} max={EXAMPLE_CHARS} />,{' '}
        <Link
          to="/sign-ins/$application/$user"
          params={{ application, user }}
          search={{ open: example.id }}
          className="text-accent underline"
        >
          <HostText text={user.slice(0, NAME_CHARS)} max={NAME_CHARS} />
        </Link>
      </p>
    </>
  );
}

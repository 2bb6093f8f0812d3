import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { type Answer, ask } from '../api/ask.ts';
import { ConfirmDialog } from '../elements/confirm-dialog.tsx';
import { HostText } from '../elements/host-text.tsx';
import { tell, tellProblem } from '../frame/toasts.tsx';
import { verdictText } from './verdict-text.ts';

export type Verdict = 'safe' | 'compromised';
/** One sign-in, or all open ones of a user. */
export interface VerdictSubject {
  readonly application: string;
  readonly user: string;
  readonly id?: string;
}

/** Says that sign-ins were their user, or that they were not. */
export function VerdictDialog({
  subject,
  verdict,
  onClose,
}: {
  readonly subject: VerdictSubject;
  readonly verdict: Verdict;
  readonly onClose: () => void;
}): ReactNode {
  const client = useQueryClient();
  const { application, user, id } = subject;
  const what = id === undefined ? 'every open risky sign-in' : 'this sign-in';
  const decide = async (): Promise<boolean> => {
    try {
      tell(verdictText(verdict, await send(subject, verdict)));
    } catch (error) {
      tellProblem(error);
      return false;
    }
    await client.invalidateQueries({ queryKey: ['sign-ins'] });
    return true;
  };
  return (
    <ConfirmDialog
      title={verdict === 'safe' ? 'Confirm safe' : 'Confirm compromised'}
      action={verdict === 'safe' ? 'It was them' : 'It was somebody else'}
      kind={verdict === 'safe' ? 'primary' : 'danger'}
      onConfirm={decide}
      onClose={onClose}
    >
      <p>
        About {what} of <HostText text={user} max={120} /> in <HostText text={application} />.
      </p>
      {verdict === 'safe' ? (
        <p>
          It was this person: ask them, do not guess. What waits is learned at once, so that the
          place, network, browser and hour are usual for them from now on. It can be called
          compromised later; that takes it out again.
        </p>
      ) : (
        <>
          <p>
            It was somebody else. It is taken out of what is usual for this user, and so is every
            later sign-in from the same address or device, as if it had never been learned. That
            cannot be taken back.
          </p>
          <p>
            Vedette ends no session and changes no password: your application has to, and the next
            step is yours.
          </p>
        </>
      )}
    </ConfirmDialog>
  );
}

function send(
  { application, user, id }: VerdictSubject,
  verdict: Verdict,
): Promise<Answer<'POST /v1/signins/{id}/verdict'>> {
  return id === undefined
    ? ask('POST /v1/signins/users/{application}/{user}/verdict', {
        ...{ path: { application, user }, body: { verdict } },
      })
    : ask('POST /v1/signins/{id}/verdict', {
        ...{ path: { id }, body: { application, user, verdict } },
      });
}

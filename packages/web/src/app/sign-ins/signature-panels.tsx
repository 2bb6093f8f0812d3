import type { ReactNode } from 'react';

import { HostText } from '../elements/host-text.tsx';
import { Panel } from '../elements/panel.tsx';
import { HoursClock } from './hours-clock.tsx';
import { type Share, SharesList } from './shares-list.tsx';
import type { Signature, SignatureValue, SignIn } from './sign-ins-query.ts';

const NAME_CHARS = 80;
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** What is usual for a user: when, from where, with what. */
export function SignaturePanels({
  signature,
  recent,
}: {
  readonly signature: Signature;
  readonly recent: readonly SignIn[];
}): ReactNode {
  const { hours, weekdays, clockMinutesEastOfUtc, known } = signature;
  const risky = recent.filter(({ wanted }) => wanted !== 'allow');
  const days = WEEKDAYS.map((name, at) => ({ key: name, name, weight: weekdays[at] ?? 0 }));
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <Panel title="When">
        <div className="grid gap-6 sm:grid-cols-2">
          <HoursClock hours={hours} minutesEastOfUtc={clockMinutesEastOfUtc ?? 0} risky={risky} />
          <SharesList title="Days of the week" shares={days} />
        </div>
      </Panel>
      <div className="flex flex-col gap-5">
        <Panel title="From where">
          <div className="grid gap-6 sm:grid-cols-2">
            <SharesList
              title="Countries"
              shares={sharesOf(signature.countries)}
              none="Not known: the server has no table of countries."
            />
            <SharesList
              title="Networks"
              shares={sharesOf(signature.networks)}
              none="Not known: the server has no table of networks."
            />
            <SharesList title="Kinds of network" shares={sharesOf(signature.kinds)} />
          </div>
        </Panel>
        <Panel title="With what">
          <div className="grid gap-6 sm:grid-cols-2">
            <SharesList title="Browsers" shares={sharesOf(signature.browsers)} />
            <SharesList title="Versions" shares={sharesOf(signature.versions)} />
          </div>
          <p className="mt-4 text-sm text-soft">
            {counted(known.devices, 'device')}, {counted(known.addresses, 'address', 'addresses')},{' '}
            {counted(known.models, 'model of device', 'models of device')} and{' '}
            {counted(known.tlsFingerprints, 'TLS fingerprint')} are known, kept as digests: they can
            be recognised, not read.
          </p>
        </Panel>
      </div>
    </div>
  );
}

function sharesOf(values: readonly SignatureValue[]): Share[] {
  return values.map(({ value, name, weight, days }) => ({
    ...{ key: value, weight, name: <HostText text={name} max={NAME_CHARS} /> },
    note: days === 1 ? '1 day' : `${days} days`,
  }));
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString()} ${count === 1 ? one : many}`;
}

import { escapeText } from '@vedette/core';
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { ContainmentsPanel } from '../contain/containments-panel.tsx';
import { FreezeForm } from '../contain/freeze-form.tsx';
import { HostText } from '../elements/host-text.tsx';
import { Loaded } from '../elements/loaded.tsx';
import { Page } from '../elements/page.tsx';
import { Panel } from '../elements/panel.tsx';
import { BaselinePanel } from './baseline-panel.tsx';
import { BenignPanel } from './benign-panel.tsx';
import { GapsPanel } from './gaps-panel.tsx';
import { HostFindingsPanel } from './host-findings-panel.tsx';
import { hostQuery } from './host-query.ts';
import type { HostWhole } from './host-shapes.ts';
import { LastSweep } from './last-sweep.tsx';
import { SensorPanel } from './sensor-panel.tsx';
import { SweepNowButton } from './sweep-now-button.tsx';
import { SweepsPanel } from './sweeps-panel.tsx';
import { useHostRows } from './use-host-rows.ts';

const PLACE_LINES = 20;
const NAME_CHARS = 100;

/** One host: how it was last seen, what was found, what is normal, what could not be seen. */
export function HostPage(): ReactNode {
  const { host } = useParams({ from: '/hosts/$host' });
  const whole = useQuery(hostQuery(host));
  return (
    <Page title={`Host ${escapeText(host, NAME_CHARS)}`} actions={<SweepNowButton />}>
      <Loaded query={whole} lines={PLACE_LINES}>
        {(data) => <HostView host={data} />}
      </Loaded>
    </Page>
  );
}

function HostView({ host }: { readonly host: HostWhole }): ReactNode {
  const { pid } = useSearch({ from: '/hosts/$host' });
  const [row] = useHostRows([host]);
  const { sweep } = host;
  return (
    <>
      {row !== undefined && <LastSweep row={row} />}
      {sweep !== null && <GapsPanel sweep={sweep} />}
      <HostFindingsPanel findings={host.findings} />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <SensorPanel host={host} />
        <BaselinePanel host={host} />
        <SweepsPanel sweeps={host.sweeps} />
        <ContainmentsPanel host={host.host} />
      </div>
      <BenignPanel benign={host.benign} />
      <Panel title="Freeze a process by hand">
        <p className="mb-3 max-w-3xl text-soft">
          <HostText text={host.host} /> is asked what the process is and what freezing it would
          take. Nothing is done before you have seen that and typed what names this very process. It
          is not killed, its evidence is saved, and it can be thawed.
        </p>
        <FreezeForm host={host.host} pid={pid} />
      </Panel>
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import type { Finding } from '../api/shapes.ts';
import { ArgvDiff } from '../elements/argv-diff.tsx';
import { Command } from '../elements/empty.tsx';
import { type Fact, FactsList } from '../elements/facts-list.tsx';
import { HostText } from '../elements/host-text.tsx';
import { Loaded } from '../elements/loaded.tsx';
import { Page } from '../elements/page.tsx';
import { Panel } from '../elements/panel.tsx';
import { ReasonsList } from '../elements/reasons-list.tsx';
import { SeverityMark } from '../elements/severity-mark.tsx';
import { Tag } from '../elements/tag.tsx';
import { Time } from '../elements/time.tsx';
import { AlikeList } from './alike-list.tsx';
import { AttackList } from './attack-list.tsx';
import { FindingActions } from './finding-actions.tsx';
import { FindingHistory } from './finding-history.tsx';
import { alikeQuery, findingQuery, timelineQuery, treeQuery } from './finding-queries.ts';
import { FreezeSection } from './freeze-section.tsx';
import { ProcessTree } from './process-tree.tsx';
import { Timeline } from './timeline.tsx';

/** Facts that have a place of their own on the page. */
const TOLD_ELSEWHERE = new Set(['next']);

/** One finding: what, why, what was normal instead, what is around it, and what can be done. */
export function FindingPage(): ReactNode {
  const { id } = useParams({ from: '/findings/$id' });
  const query = useQuery(findingQuery(id));
  return (
    <Loaded query={query} lines={12}>
      {(finding) => <WholeFinding finding={finding} />}
    </Loaded>
  );
}

function WholeFinding({ finding }: { readonly finding: Finding }): ReactNode {
  const { id, reasons, score, facts, nearest, attack } = finding;
  const tree = useQuery(treeQuery(id));
  const timeline = useQuery(timelineQuery(id));
  const alike = useQuery(alikeQuery(id));
  const shown = Object.entries(facts).filter(([name]) => !TOLD_ELSEWHERE.has(name));
  return (
    <Page
      title={`Finding ${id}`}
      lead={<Sentence finding={finding} />}
      actions={<FindingActions finding={finding} />}
    >
      <div className="grid gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-5">
          <Panel title="Why" aside={`adds up to ${score.toFixed(2)}`}>
            <ReasonsList reasons={reasons} />
          </Panel>
          {nearest !== null && (
            <Panel title="What is normal instead">
              <ArgvDiff argv={listOf(facts['argv'])} nearest={nearest.argv} />
            </Panel>
          )}
          <Panel title="Processes around it">
            <Loaded query={tree}>{(data) => <ProcessTree tree={data} />}</Loaded>
          </Panel>
          <Panel title="What happened">
            <Loaded query={timeline}>{({ entries }) => <Timeline entries={entries} />}</Loaded>
          </Panel>
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <Panel title="What to do">
            <NextSteps finding={finding} />
          </Panel>
          <Panel title="What was decided">
            <FindingHistory finding={finding} />
          </Panel>
          <Panel title="Facts">
            <FactsList facts={Object.fromEntries(shown)} />
          </Panel>
          {attack.length > 0 && (
            <Panel title="ATT&CK">
              <AttackList attack={attack} />
            </Panel>
          )}
          <Panel title="Alike">
            <Loaded query={alike} lines={3}>
              {(data) => <AlikeList alike={data.alike} />}
            </Loaded>
          </Panel>
        </div>
      </div>
    </Page>
  );
}

function Sentence({ finding }: { readonly finding: Finding }): ReactNode {
  const { severity, summary, watch, subject, hosts, firstMs, lastMs, count } = finding;
  return (
    <>
      <p className="text-lg text-ink">
        <HostText text={summary} prose />
      </p>
      <p className="mt-2 flex flex-wrap items-center gap-x-2 gap-y-1">
        <SeverityMark severity={severity} />
        {finding.disposition === 'slam-dunk' && <Tag tone="bad">certain</Tag>}
        <Tag>{watch}</Tag>
        {watch === 'executions' && (
          <Link to="/workloads/$workload" params={{ workload: subject }} className="underline">
            <HostText text={subject} max={80} />
          </Link>
        )}
        {hosts.map((host) => (
          <Link key={host} to="/hosts/$host" params={{ host }} className="underline">
            <HostText text={host} max={80} />
          </Link>
        ))}
        <span>
          first <Time ms={firstMs} />, last <Time ms={lastMs} />, {count.toLocaleString()}{' '}
          {count === 1 ? 'time' : 'times'}
        </span>
      </p>
    </>
  );
}

/** What a person does next, by what it is. */
function NextSteps({ finding }: { readonly finding: Finding }): ReactNode {
  const next = finding.facts['next'];
  return (
    <div className="flex flex-col gap-3">
      {typeof next === 'string' && next !== '' && (
        <p>
          <HostText text={next} prose />
        </p>
      )}
      {finding.watch === 'executions' && (
        <p>
          If somebody of yours did this, say that it is <b>expected</b>, and it becomes normal. If
          nobody did, look at the processes around it, keep the evidence, and change what secrets
          that workload had.
        </p>
      )}
      {finding.evidence !== null && (
        <p>
          It is frozen, and the evidence is kept:{' '}
          <Link
            to="/evidence/$id"
            params={{ id: finding.evidence }}
            className="text-accent underline"
          >
            look at it, or thaw
          </Link>
          .
        </p>
      )}
      <FreezeSection finding={finding} />
      <p className="text-sm text-soft">
        In a terminal: <Command>{`vedette findings show ${finding.id}`}</Command>
      </p>
    </div>
  );
}

function listOf(fact: Fact | undefined): readonly string[] {
  if (typeof fact === 'object') return fact;
  return fact === undefined ? [] : [String(fact)];
}

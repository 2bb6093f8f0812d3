import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { escapeText } from '@vedette/core';
import type { ReactNode } from 'react';

import { EvidenceItemsPanel } from '../contain/evidence-items-panel.tsx';
import { EvidenceLogPanel } from '../contain/evidence-log-panel.tsx';
import { evidenceQuery } from '../contain/evidence-query.ts';
import { EvidenceSummary } from '../contain/evidence-summary.tsx';
import { ThawPanel } from '../contain/thaw-panel.tsx';
import { VerifyPanel } from '../contain/verify-panel.tsx';
import { CliLine } from '../elements/cli-line.tsx';
import { Loaded } from '../elements/loaded.tsx';
import { Page } from '../elements/page.tsx';

const PLACE_LINES = 16;
const ID_CHARS = 40;

/** One containment: what was frozen and why, what was saved, and how to undo it. */
export function EvidencePage(): ReactNode {
  const { id } = useParams({ from: '/evidence/$id' });
  const evidence = useQuery(evidenceQuery(id));
  return (
    <Page title={`Evidence ${escapeText(id, ID_CHARS)}`}>
      <Loaded query={evidence} lines={PLACE_LINES}>
        {(data) => (
          <>
            <EvidenceSummary evidence={data} />
            <div className="grid items-start gap-5 lg:grid-cols-2">
              <ThawPanel evidence={data} />
              <VerifyPanel id={data.id} />
            </div>
            <EvidenceLogPanel events={data.events} />
            <EvidenceItemsPanel items={data.manifest} />
            <CliLine argv={['vedette', 'evidence', 'show', data.id]} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

import { z } from 'zod';

import { ServerFinding } from '../findings/finding.ts';
import { alikeFindings } from '../story/alike-findings.ts';
import { findingTimeline, TimelineEntry } from '../story/finding-timeline.ts';
import { findingEvents, loadProcessTree } from '../story/load-process-tree.ts';
import { ProcessTree } from '../story/process-node.ts';
import type { ApiParts } from './api-parts.ts';
import type { App } from './app.ts';
import { findingOf } from './finding-of.ts';
import { FindingParams } from './finding-schemas.ts';
import { callerOf } from './guard.ts';

const VIEW = { scope: 'view' } as const;
const TAGS = ['findings'];

export const FindingTree = ProcessTree.meta({ id: 'ProcessTree' });
export const FindingTimeline = z
  .strictObject({ entries: z.array(TimelineEntry) })
  .meta({ id: 'FindingTimeline' });
export const AlikeFindings = z
  .strictObject({
    alike: z.array(
      z.strictObject({
        finding: ServerFinding,
        likeness: z.number().min(0).max(1),
        why: z.string(),
      }),
    ),
  })
  .meta({ id: 'AlikeFindings' });

/** What is around a finding: its processes, what happened when, and what was like it. */
export function addStoryRoutes(app: App, parts: ApiParts): void {
  app.route({
    method: 'GET',
    url: '/v1/findings/:id/tree',
    config: VIEW,
    schema: {
      summary: 'The process that a finding is about, three levels up and down',
      tags: TAGS,
      params: FindingParams,
      response: { 200: FindingTree },
    },
    handler: async (request) => {
      const finding = findingOf(parts, callerOf(request).org, request.params.id);
      return loadProcessTree(parts.events, finding);
    },
  });
  app.route({
    method: 'GET',
    url: '/v1/findings/:id/timeline',
    config: VIEW,
    schema: {
      summary: 'What happened about a finding, oldest first',
      tags: TAGS,
      params: FindingParams,
      response: { 200: FindingTimeline },
    },
    handler: async (request) => {
      const finding = findingOf(parts, callerOf(request).org, request.params.id);
      const rows = await findingEvents(parts.events, finding);
      return { entries: findingTimeline(finding, rows) };
    },
  });
  app.route({
    method: 'GET',
    url: '/v1/findings/:id/alike',
    config: VIEW,
    schema: {
      summary: 'Findings that were like it, the most alike first',
      tags: TAGS,
      params: FindingParams,
      response: { 200: AlikeFindings },
    },
    handler: async (request) => {
      const { org } = callerOf(request);
      const finding = findingOf(parts, org, request.params.id);
      return { alike: alikeFindings(parts.knowledge.findings(org), finding) };
    },
  });
}

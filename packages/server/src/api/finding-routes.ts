import { compareSeverities } from '@vedette/core';
import type { z } from 'zod';

import type { Command } from '../command.ts';
import { ServerFinding } from '../findings/finding.ts';
import type { ApiParts } from './api-parts.ts';
import type { App } from './app.ts';
import type { Caller } from './caller.ts';
import { findingOf } from './finding-of.ts';
import {
  ExpectBody,
  expectCommand,
  FindingParams,
  FindingsPage,
  FindingsQuery,
  NoteBody,
} from './finding-schemas.ts';
import { callerOf } from './guard.ts';

const VIEW = { scope: 'view' } as const;
const OPERATE = { scope: 'operate' } as const;

/** What somebody has to look at, and what they decided about it. */
export function addFindingRoutes(app: App, parts: ApiParts): void {
  app.route({
    method: 'GET',
    url: '/v1/findings',
    config: VIEW,
    schema: {
      summary: 'Findings, the most serious first',
      tags: ['findings'],
      querystring: FindingsQuery,
      response: { 200: FindingsPage },
    },
    handler: async (request) => {
      const { limit, offset } = request.query;
      const found = parts.knowledge
        .findings(callerOf(request).org)
        .filter((finding) => isMeant(finding, request.query))
        .toSorted(mostSerious);
      return { findings: found.slice(offset, offset + limit), total: found.length };
    },
  });
  app.route({
    method: 'GET',
    url: '/v1/findings/:id',
    config: VIEW,
    schema: {
      summary: 'One finding',
      tags: ['findings'],
      params: FindingParams,
      response: { 200: ServerFinding },
    },
    handler: async (request) => findingOf(parts, callerOf(request).org, request.params.id),
  });
  addDecisions(app, parts);
}

function addDecisions(app: App, parts: ApiParts): void {
  for (const action of ['acknowledge', 'resolve'] as const) {
    app.route({
      method: 'POST',
      url: `/v1/findings/:id/${action}`,
      config: OPERATE,
      schema: {
        summary: `${action} a finding`,
        tags: ['findings'],
        params: FindingParams,
        body: NoteBody,
        response: { 200: ServerFinding },
      },
      handler: async (request) => {
        const finding = request.params.id;
        const { note } = request.body;
        const command = { do: action, finding, ...(note === undefined ? {} : { note }) };
        return decide(parts, callerOf(request), command);
      },
    });
  }
  app.route({
    method: 'POST',
    url: '/v1/findings/:id/reopen',
    config: OPERATE,
    schema: {
      summary: 'reopen a finding',
      tags: ['findings'],
      params: FindingParams,
      response: { 200: ServerFinding },
    },
    handler: async (request) =>
      decide(parts, callerOf(request), { do: 'reopen', finding: request.params.id }),
  });
  app.route({
    method: 'POST',
    url: '/v1/findings/:id/expect',
    config: OPERATE,
    schema: {
      summary: 'Say that a finding is as it should be, why, who answers for it and until when',
      tags: ['findings'],
      params: FindingParams,
      body: ExpectBody,
      response: { 200: ServerFinding },
    },
    handler: async (request) => {
      const caller = callerOf(request);
      const asked = { by: caller.name, nowMs: parts.nowMs() };
      return decide(parts, caller, expectCommand(request.params.id, request.body, asked));
    },
  });
}

/** A decision about a finding that is there; the answer is the finding after it. */
async function decide(
  parts: ApiParts,
  { org, name }: Caller,
  command: Command & { readonly finding?: string },
): Promise<ServerFinding> {
  const id = command.finding ?? '';
  findingOf(parts, org, id);
  await parts.ask({ org, by: name, command });
  return findingOf(parts, org, id);
}

function isMeant(
  { life, watch, subject, score }: ServerFinding,
  query: z.infer<typeof FindingsQuery>,
): boolean {
  return (
    (query.state === 'any' || life.state === query.state) &&
    (query.watch === undefined || watch === query.watch) &&
    (query.subject === undefined || subject === query.subject) &&
    (query.minScore === undefined || score >= query.minScore)
  );
}

/** Total, so that pages do not overlap. */
function mostSerious(a: ServerFinding, b: ServerFinding): number {
  return (
    compareSeverities(a.severity, b.severity) ||
    b.score - a.score ||
    b.lastMs - a.lastMs ||
    (a.id < b.id ? -1 : 1)
  );
}

import type { ApiParts } from '../api/api-parts.ts';
import type { App } from '../api/app.ts';
import { containmentFor } from './containment-for.ts';
import {
  EvidenceAnswer,
  EvidenceList,
  EvidenceParams,
  VerifyAnswer,
} from './containment-schemas.ts';

const TAGS = ['containment'];
/** The newest; `vedette evidence list` has them all. */
const LISTED_MAX = 1_000;

/** What was contained, and what is kept of it: names and digests, never the bytes. */
export function addEvidenceRoutes(app: App, parts: ApiParts): void {
  app.route({
    method: 'GET',
    url: '/v1/evidence',
    config: { scope: 'view' },
    schema: {
      summary: 'Every containment with its evidence, oldest first',
      tags: TAGS,
      response: { 200: EvidenceList },
    },
    handler: async (request) => {
      const { containment } = containmentFor(request, parts);
      return { actions: (await containment.list()).slice(-LISTED_MAX) };
    },
  });
  app.route({
    method: 'GET',
    url: '/v1/evidence/:id',
    config: { scope: 'view' },
    schema: {
      summary: 'One containment: what was saved, and what was done when',
      tags: TAGS,
      params: EvidenceParams,
      response: { 200: EvidenceAnswer },
    },
    handler: async (request) => {
      const { containment } = containmentFor(request, parts);
      const { kept, events, ...line } = await containment.show(request.params.id);
      const manifest = kept.map(({ name, bytes, sha256, note = null }) => ({
        ...{ name, bytes, sha256, note },
      }));
      return { ...line, manifest, events: [...events], verify: null };
    },
  });
  app.route({
    method: 'POST',
    url: '/v1/evidence/:id/verify',
    config: { scope: 'operate' },
    schema: {
      summary: 'Read every byte of it and of the log, against digests and signatures',
      tags: TAGS,
      params: EvidenceParams,
      response: { 200: VerifyAnswer },
    },
    handler: async (request) => {
      const { containment } = containmentFor(request, parts);
      const problems = await containment.verify(request.params.id);
      return { ok: problems.length === 0, problems: problems.map((text) => ({ text })) };
    },
  });
}

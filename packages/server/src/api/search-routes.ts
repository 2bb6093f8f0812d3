import type { Search } from '../search/search-events.ts';
import type { App } from './app.ts';
import { callerOf } from './guard.ts';
import { SearchBody, SearchPage } from './search-schemas.ts';

/** The second is where the published service answers. */
const URLS = ['/v1/search', '/telemetry/security/search'] as const;

/** Questions in plain words about what was executed. */
export function addSearchRoutes(app: App, { search }: { readonly search: Search }): void {
  for (const url of URLS) {
    app.route({
      method: 'POST',
      url,
      config: { scope: 'view' },
      schema: {
        summary: 'Executions that behave like what is asked for, best first',
        tags: ['events'],
        body: SearchBody,
        response: { 200: SearchPage },
      },
      handler: async (request) => {
        const { query: question, limit } = request.body;
        const { query, modelNotes, results } = await search.find({
          ...{ org: callerOf(request).org, question, limit },
        });
        return {
          query: { ...query, filters: [...query.filters], notes: [...query.notes] },
          modelNotes: [...modelNotes],
          results: results.map(({ score, why, row }) => ({
            ...{ score, why: [...why], event: row.event, id: `${row.position}.${row.index}` },
            ...{ novelty: row.score, finding: row.finding },
          })),
        };
      },
    });
  }
}

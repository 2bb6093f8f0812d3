import type { ExecutionEvent } from '@vedette/core';
import {
  asksInWords,
  type Filter,
  matchesPattern,
  parseQuery,
  type SearchQuery,
  type ShapeHit,
} from '@vedette/executions';

import type { KnownShape } from '../engine/engine.ts';
import type { Log } from '../log.ts';
import type { EventQuery, EventRow, EventStore } from '../store/events/event-store.ts';
import { type Catalog, createCatalogs } from './catalogs.ts';
import type { Embedder } from './embeddings/embedder.ts';
import { fuseRankings } from './embeddings/fuse-rankings.ts';
import { createModel } from './embeddings/model.ts';
import type { Nearest } from './embeddings/shape-vectors.ts';
import type { ShapeCatalog } from './shape-catalog.ts';

/** Without `last:`, as far back as events are kept. */
const SPAN_MS = 7 * 24 * 60 * 60 * 1_000;
/** Clocks of hosts are not ours: what is a little ahead is still of now. */
const AHEAD_MS = 24 * 60 * 60 * 1_000;
/** Shapes whose events are asked for at once, and how many such questions the store gets. */
const SHAPES_PER_PAGE = 40;
const PAGES_MAX = 5;
const ROWS_PER_PAGE = 1_000;

/** What a search stands on. */
export interface SearchParts {
  /** Every shape of an organisation's baselines. */
  readonly shapes: (org: string) => Iterable<KnownShape>;
  readonly events: Pick<EventStore, 'list'>;
  /** A model that helps where words do not; search needs none. */
  readonly embedder: Embedder | null;
  readonly log: Log;
  /** Unix time in ms. */
  readonly nowMs: () => number;
}

/** One execution that a question found. */
export interface SearchResult {
  /** Only for ordering; 0 where nothing was asked in words. */
  readonly score: number;
  /** What was matched; it may hold text of a host. */
  readonly why: readonly string[];
  /** The newest of its shape that the filters let through. */
  readonly row: EventRow;
}

export interface SearchAnswer {
  /** How the question was understood. */
  readonly query: SearchQuery;
  /** What the embedding model had no part in, and why; whole sentences, none without a model. */
  readonly modelNotes: readonly string[];
  readonly results: readonly SearchResult[];
}

export interface Search {
  find(order: {
    readonly org: string;
    readonly question: string;
    readonly limit: number;
  }): Promise<SearchAnswer>;
}

/**
 * Looks through shapes, which are thousands, and then for the newest event of each that fits, of
 * which there are millions: so the time does not grow with the events.
 */
export function createSearch(parts: SearchParts): Search {
  const { embedder, log, nowMs, shapes } = parts;
  const model = embedder === null ? null : createModel({ embedder, log, nowMs });
  const catalogs = createCatalogs({ model, shapes });
  return {
    async find({ org, question, limit }) {
      const query = parseQuery(question);
      if (!asksInWords(query)) {
        return { query, modelNotes: [], results: await byFilters(parts, org, query, limit) };
      }
      const catalog = catalogs.of(org);
      const { ranked, modelNotes } = await rank(catalog, query);
      const order = { parts, org, catalog: catalog.shapes, ranked, query, limit };
      return { query, modelNotes, results: await byWords(order) };
    },
  };
}

/** The shapes that a question is about, best first; a model that does not work takes nothing away. */
async function rank(
  { shapes, vectors }: Catalog,
  { text }: SearchQuery,
): Promise<{ readonly ranked: readonly ShapeHit[]; readonly modelNotes: readonly string[] }> {
  const most = SHAPES_PER_PAGE * PAGES_MAX;
  const hits = shapes.index.search(text, most);
  if (vectors === null) return { ranked: hits, modelNotes: [] };
  const nearest = await vectors.nearest(text, most);
  const modelNotes = notesOf(nearest);
  if (nearest.found === null) return { ranked: hits, modelNotes };
  return { ranked: fuseRankings(hits, nearest.found).slice(0, most), modelNotes };
}

function notesOf(nearest: Nearest): string[] {
  if (nearest.found === null) {
    const { problem } = nearest;
    return [`the embedding model does not work (${problem}): this was searched by words alone`];
  }
  const { unseen, of, isFull } = nearest;
  if (unseen === 0) return [];
  const why = isFull ? 'has no room for' : 'has not seen yet';
  return [`the embedding model ${why} ${unseen} of ${of} commands: they are found by words alone`];
}

/** Nothing is asked in words: the newest events that the filters let through; none without any. */
async function byFilters(
  { events, nowMs }: SearchParts,
  org: string,
  query: SearchQuery,
  limit: number,
): Promise<SearchResult[]> {
  if (query.filters.length === 0) return [];
  const page = await events.list({
    ...storeFilter(org, query, nowMs()),
    ...{ order: 'newest', limit: ROWS_PER_PAGE },
  });
  const rows = page.rows.filter((row) => passes(row, query.filters));
  return rows.slice(0, limit).map((row) => ({ score: 0, why: [], row }));
}

async function byWords({
  parts,
  org,
  catalog,
  ranked,
  query,
  limit,
}: {
  readonly parts: SearchParts;
  readonly org: string;
  readonly catalog: ShapeCatalog;
  readonly ranked: readonly ShapeHit[];
  readonly query: SearchQuery;
  readonly limit: number;
}): Promise<SearchResult[]> {
  const workloadFilters = query.filters.filter(({ field }) => field === 'workload');
  const hits = ranked.flatMap((hit) => {
    const shape = catalog.find(hit.id);
    const fits = shape !== undefined && passesText(workloadFilters, 'workload', shape.workload);
    return fits ? [{ hit, shape }] : [];
  });
  const results: SearchResult[] = [];
  for (let at = 0; at < hits.length && results.length < limit; at += SHAPES_PER_PAGE) {
    const some = hits.slice(at, at + SHAPES_PER_PAGE);
    const newest = await newestOf(
      parts,
      org,
      query,
      some.map(({ shape }) => shape),
    );
    for (const { hit, shape } of some) {
      const row = newest.get(`${shape.workload}\0${shape.record.key}`);
      if (row !== undefined) results.push({ score: hit.score, why: hit.why, row });
    }
  }
  return results.slice(0, limit);
}

/** The newest event of each shape that passes; a shape that is seen all the time gets a look of its own. */
async function newestOf(
  { events, nowMs }: SearchParts,
  org: string,
  query: SearchQuery,
  shapes: readonly KnownShape[],
): Promise<Map<string, EventRow>> {
  const filter = storeFilter(org, query, nowMs());
  const found = new Map<string, EventRow>();
  const take = (rows: readonly EventRow[]): void => {
    for (const row of rows) {
      const key = `${row.event.workload}\0${row.shape ?? ''}`;
      if (!found.has(key) && passes(row, query.filters)) found.set(key, row);
    }
  };
  // What was last seen before the span is not in it.
  const inSpan = shapes.filter(({ record }) => record.lastSeenMs >= filter.fromMs);
  const missing = (): KnownShape[] =>
    inSpan.filter(({ workload, record }) => !found.has(`${workload}\0${record.key}`));
  const look = async (momentsMs?: readonly number[]): Promise<boolean> => {
    const keys = [...new Set(missing().map(({ record }) => record.key))];
    const page = await events.list({
      ...{ ...filter, shapes: keys, order: 'newest', limit: ROWS_PER_PAGE },
      ...(momentsMs === undefined ? {} : { momentsMs }),
    });
    take(page.rows);
    return page.next === null;
  };
  // The baseline knows when each was last: a look at these moments costs the same at any volume.
  await look(inSpan.map(({ record }) => record.lastSeenMs));
  // What is not there was let through by no filter then, or is not in the store yet.
  if (missing().length === 0 || (await look())) return found;
  for (const { workload, record } of missing()) {
    const own = await events.list({
      ...filter,
      ...{ workload, shapes: [record.key], order: 'newest', limit: SHAPES_PER_PAGE },
    });
    take(own.rows);
  }
  return found;
}

/** What the store can filter by; the rest is looked at row by row. */
function storeFilter(
  org: string,
  { filters }: SearchQuery,
  nowMs: number,
): Omit<EventQuery, 'order' | 'limit'> {
  const span = filters.find((filter) => filter.field === 'last')?.ms ?? SPAN_MS;
  const min = Math.max(0, ...filters.map((filter) => (filter.field === 'score' ? filter.min : 0)));
  const exact = (field: 'workload' | 'host'): string | undefined =>
    filters.flatMap((filter) =>
      filter.field === field && !filter.not && !filter.pattern.includes('*')
        ? [filter.pattern]
        : [],
    )[0];
  const [workload, host] = [exact('workload'), exact('host')];
  return {
    ...{ org, fromMs: Math.max(0, nowMs - span), toMs: nowMs + AHEAD_MS },
    ...(workload === undefined ? {} : { workload }),
    ...(host === undefined ? {} : { host }),
    ...(min > 0 ? { minScore: min } : {}),
  };
}

function passes({ event, score }: EventRow, filters: readonly Filter[]): boolean {
  return filters.every((filter) => {
    if (filter.field === 'last') return true;
    if (filter.field === 'score')
      return score !== null && score >= filter.min && score <= filter.max;
    return passesText([filter], filter.field, valueOf(event, filter.field));
  });
}

type TextFilter = Extract<Filter, { readonly pattern: string }>;

function passesText(
  filters: readonly Filter[],
  field: TextFilter['field'],
  value: string,
): boolean {
  return filters.every(
    (filter) => filter.field !== field || matchesPattern(filter.pattern, value) !== filter.not,
  );
}

function valueOf(event: ExecutionEvent, field: TextFilter['field']): string {
  return field === 'uid' ? String(event.uid) : event[field];
}

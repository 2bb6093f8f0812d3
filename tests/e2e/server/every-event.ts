import { type Endpoint, EventsPage, type StoredEvent } from '@vedette/server';

import { ask } from './ask.ts';

const PAGE = 1_000;

/** Every event of a query, page by page, the newest first. */
export async function everyEvent(endpoint: Endpoint, query = ''): Promise<StoredEvent[]> {
  const all: StoredEvent[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const path = `/v1/events?limit=${PAGE}${query}${from}`;
    const page: EventsPage = await ask(endpoint, path, EventsPage);
    all.push(...page.events);
    cursor = page.next;
  }
  return all;
}

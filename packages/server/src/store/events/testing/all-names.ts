import type { EventStore } from '../event-store.ts';

/** The names of all events of an organisation, each as often as it is stored. */
export async function allNames(store: EventStore, org: string): Promise<string[]> {
  const names: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await store.list({
      org,
      fromMs: 0,
      toMs: Number.MAX_VALUE,
      order: 'newest',
      limit: 1_000,
      ...(cursor === null ? {} : { cursor }),
    });
    names.push(...page.rows.map(({ position, index }) => `${position}.${index}`));
    cursor = page.next;
  } while (cursor !== null);
  return names.toSorted();
}

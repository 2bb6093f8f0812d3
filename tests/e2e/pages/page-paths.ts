import { EventsPage, FindingsPage } from '@vedette/server';

import { ask } from '../server/ask.ts';
import type { Scene } from './start-scene.ts';

/** A page by the name of its screenshot. */
export interface PagePath {
  readonly name: string;
  readonly path: string;
}

/** Every page of the dashboard, the ones about one thing with something that is there. */
export async function pagePaths({ endpoint }: Scene): Promise<PagePath[]> {
  const { findings } = await ask(endpoint, '/v1/findings?state=open&limit=1000', FindingsPage);
  const one = findings.find(({ subject }) => subject === 'web');
  const { events } = await ask(endpoint, '/v1/events?order=highest-score&limit=1', EventsPage);
  const [event] = events;
  if (one === undefined || event === undefined) throw new Error('nothing happened on the scene');
  return [
    { name: 'now', path: '/' },
    { name: 'now-resolved', path: '/?state=resolved' },
    { name: 'finding', path: `/findings/${one.id}` },
    { name: 'hosts', path: '/hosts' },
    { name: 'host', path: '/hosts/web-1' },
    { name: 'executions', path: '/executions' },
    { name: 'execution', path: `/executions/${event.id}` },
    { name: 'workloads', path: '/workloads' },
    { name: 'workload', path: '/workloads/web' },
    { name: 'sign-ins', path: '/sign-ins' },
    { name: 'sign-ins-users', path: '/sign-ins?view=users' },
    { name: 'user', path: '/sign-ins/shop/vera' },
    { name: 'health', path: '/health' },
    { name: 'search', path: '/search?q=anything+that+looks+like+a+reverse+shell' },
    { name: 'audit', path: '/audit' },
    { name: 'nowhere', path: '/nothing-here' },
  ];
}

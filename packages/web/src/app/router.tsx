import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';

import { Empty } from './elements/empty.tsx';
import { Page } from './elements/page.tsx';
import { ProblemNote } from './elements/loaded.tsx';
import { Frame } from './frame/frame.tsx';
import { readExecutionsSearch } from './executions/executions-search.ts';
import { readAuditSearch } from './audit/audit-search.ts';
import { readHostSearch } from './hosts/host-search.ts';
import { readHostsSearch } from './hosts/hosts-search.ts';
import { readNowSearch } from './now/now-search.ts';
import { readSearchSearch } from './search/search-search.ts';
import { readSignInsSearch } from './sign-ins/sign-ins-search.ts';
import { readUserSearch } from './sign-ins/user-search.ts';
import { readWorkloadSearch } from './workloads/workload-search.ts';
import { readWorkloadsSearch } from './workloads/workloads-search.ts';

const root = createRootRoute({
  component: Frame,
  notFoundComponent: () => (
    <Page title="There is no such page">
      <Empty title="Nothing is at this address">It may have moved; the rail has all pages.</Empty>
    </Page>
  ),
  errorComponent: ({ error, reset }) => <ProblemNote error={error} retry={reset} />,
});

/** Each page is loaded when somebody goes there. */
const routes = [
  createRoute({
    getParentRoute: () => root,
    path: '/',
    validateSearch: readNowSearch,
    component: lazyRouteComponent(() => import('./now/now-page.tsx'), 'NowPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/login',
    component: lazyRouteComponent(() => import('./login/logged-in-page.tsx'), 'LoggedInPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/findings/$id',
    component: lazyRouteComponent(() => import('./finding/finding-page.tsx'), 'FindingPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/hosts',
    validateSearch: readHostsSearch,
    component: lazyRouteComponent(() => import('./hosts/hosts-page.tsx'), 'HostsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/hosts/$host',
    validateSearch: readHostSearch,
    component: lazyRouteComponent(() => import('./hosts/host-page.tsx'), 'HostPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/executions',
    validateSearch: readExecutionsSearch,
    component: lazyRouteComponent(
      () => import('./executions/executions-page.tsx'),
      'ExecutionsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/executions/$id',
    component: lazyRouteComponent(() => import('./executions/execution-page.tsx'), 'ExecutionPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/workloads',
    validateSearch: readWorkloadsSearch,
    component: lazyRouteComponent(() => import('./workloads/workloads-page.tsx'), 'WorkloadsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/workloads/$workload',
    validateSearch: readWorkloadSearch,
    component: lazyRouteComponent(() => import('./workloads/workload-page.tsx'), 'WorkloadPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/sign-ins',
    validateSearch: readSignInsSearch,
    component: lazyRouteComponent(() => import('./sign-ins/sign-ins-page.tsx'), 'SignInsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/sign-ins/$application/$user',
    validateSearch: readUserSearch,
    component: lazyRouteComponent(() => import('./sign-ins/user-page.tsx'), 'UserPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/health',
    component: lazyRouteComponent(() => import('./health/health-page.tsx'), 'HealthPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/search',
    validateSearch: readSearchSearch,
    component: lazyRouteComponent(() => import('./search/search-page.tsx'), 'SearchPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/audit',
    validateSearch: readAuditSearch,
    component: lazyRouteComponent(() => import('./audit/audit-page.tsx'), 'AuditPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/evidence/$id',
    component: lazyRouteComponent(() => import('./finding/evidence-page.tsx'), 'EvidencePage'),
  }),
] as const;

/** Every view has a URL, its filters included. */
export const router = createRouter({
  routeTree: root.addChildren(routes),
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

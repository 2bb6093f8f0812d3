import './app.css';

import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { ApiProblem } from './api/problem.ts';
import { sessionQuery } from './api/session.ts';
import { startTheme } from './frame/theme.ts';
import { router } from './router.tsx';

const UNAUTHENTICATED = 401;

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // A refusal is an answer; only what did not answer is asked again.
      retry: (failures, error) => !(error instanceof ApiProblem) && failures < 2,
      staleTime: 2_000,
    },
  },
  queryCache: new QueryCache({
    onError: (error) => {
      if (error instanceof ApiProblem && error.status === UNAUTHENTICATED) {
        client.setQueryData(sessionQuery.queryKey, null);
      }
    },
  }),
});

startTheme();
const place = document.getElementById('root');
if (place === null) throw new Error('index.html has no #root');
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);

import { useNavigate } from '@tanstack/react-router';

import { readSignInsSearch, type SignInsSearch } from './sign-ins-search.ts';

/** Changes what of the sign-ins is shown, in the page's address; an empty text is none. */
export function useChangeSearch(): (
  to: Partial<Record<keyof SignInsSearch, string>>,
  options?: { readonly replace?: boolean },
) => void {
  const navigate = useNavigate({ from: '/sign-ins' });
  return (to, { replace = true } = {}) => {
    void navigate({
      search: (before) => readSignInsSearch({ ...before, ...to }),
      replace,
      resetScroll: false,
    });
  };
}

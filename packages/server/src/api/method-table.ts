/** Remembers which methods there are at which paths, to tell 405 from 404. */
export interface MethodTable {
  add(method: string, pattern: string): void;
  /** Methods of the route that a path belongs to; none where there is nothing. */
  at(path: string): readonly string[];
}

/** A table that is empty. */
export function createMethodTable(): MethodTable {
  const methods = new Map<string, Set<string>>();
  return {
    add(method, pattern) {
      const known = methods.get(pattern) ?? new Set();
      methods.set(pattern, known.add(method));
    },
    at(path) {
      const segments = path.split('/');
      const found = [...methods].filter(([pattern]) => matches(pattern.split('/'), segments));
      return [...new Set(found.flatMap(([, names]) => [...names]))].toSorted();
    },
  };
}

function matches(pattern: readonly string[], path: readonly string[]): boolean {
  return (
    pattern.length === path.length &&
    pattern.every((part, at) => (part.startsWith(':') ? path[at] !== '' : part === path[at]))
  );
}

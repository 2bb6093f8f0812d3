/** Two threads that end at one time are microseconds apart. */
const IDS_MAX = 4096;

/** The last few thousand ids, to tell the second of two from the first. */
export function createRecentIds(): { readonly add: (id: string) => boolean } {
  const ids = new Set<string>();
  // The set by itself would look for its oldest among all that were removed.
  const inOrder: string[] = [];
  let next = 0;
  return {
    add(id) {
      if (ids.has(id)) return false;
      const oldest = inOrder[next];
      if (oldest !== undefined) ids.delete(oldest);
      ids.add(id);
      inOrder[next] = id;
      next = (next + 1) % IDS_MAX;
      return true;
    },
  };
}

/** Two threads that end at one time are microseconds apart. */
const IDS_MAX = 4096;

/** The last few thousand ids, to tell the second of two from the first. */
export function createRecentIds(): { readonly add: (id: string) => boolean } {
  const ids = new Set<string>();
  return {
    add(id) {
      if (ids.has(id)) return false;
      ids.add(id);
      if (ids.size > IDS_MAX) {
        for (const oldest of ids) {
          ids.delete(oldest);
          break;
        }
      }
      return true;
    },
  };
}

/** The same answer for a while; callers at the same time share one, and a failure is not kept. */
export function cachedFor<T>(
  freshMs: number,
  nowMs: () => number,
  load: () => Promise<T>,
): () => Promise<T> {
  let last: { readonly atMs: number; readonly answer: Promise<T> } | undefined;
  return () => {
    const now = nowMs();
    if (last !== undefined && now - last.atMs < freshMs) return last.answer;
    const answer = load();
    const made = { atMs: now, answer };
    last = made;
    answer.catch(() => {
      if (last === made) last = undefined;
    });
    return answer;
  };
}

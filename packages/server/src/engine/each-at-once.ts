/** Works on several things at once, in any order; the results are in the order of the things. */
export async function eachAtOnce<T, R>(
  things: readonly T[],
  atOnce: number,
  work: (thing: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const rest = things.entries();
  const worker = async (): Promise<void> => {
    for (const [at, thing] of rest) results[at] = await work(thing);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

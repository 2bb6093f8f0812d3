import { z } from 'zod';

/** One image of a workload, and since when it runs. */
export const Release = z.strictObject({
  image: z.string(),
  sinceMs: z.number().nonnegative(),
  /** New shapes that were learned at once because the image was new. */
  shapes: z.number().int().nonnegative(),
});
export type Release = z.infer<typeof Release>;

/** Images remembered; a rollback to an older one is a new release. */
const RELEASES_MAX = 8;
const IMAGE_CHARS_MAX = 512;
/** A deployment shows its new commands within a day, and they are not many. */
const RELEARN_MS = 86_400_000;
const RELEARN_SHAPES_MAX = 200;

/**
 * Whether what is new and unremarkable may be learned at once: the image is another one than before
 * and is not a day old. The first image of a workload is no release.
 */
export function isRelearning(releases: readonly Release[], image: string, timeMs: number): boolean {
  const at = releases.findIndex((release) => release.image === image.slice(0, IMAGE_CHARS_MAX));
  const release = releases[at];
  if (release === undefined || releases.length < 2 || at === 0) return false;
  return timeMs - release.sinceMs < RELEARN_MS && release.shapes < RELEARN_SHAPES_MAX;
}

/** The releases after an event of an image, which taught a new shape at once or did not. */
export function seeRelease(
  releases: readonly Release[],
  seen: { readonly image: string; readonly timeMs: number; readonly taught: boolean },
): readonly Release[] {
  const image = seen.image.slice(0, IMAGE_CHARS_MAX).toWellFormed();
  const at = releases.findIndex((release) => release.image === image);
  const known = releases[at];
  if (known === undefined)
    return [...releases, { image, sinceMs: seen.timeMs, shapes: 0 }].slice(-RELEASES_MAX);
  return seen.taught ? releases.with(at, { ...known, shapes: known.shapes + 1 }) : releases;
}

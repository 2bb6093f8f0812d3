/** One host to sweep, as its owner named it. */
export interface HostTarget {
  /** Unique in the inventory: what `--host` takes and what reports and baselines are filed under. */
  readonly name: string;
  /** The alias of the user's ssh configuration; null is this host, reached without ssh. */
  readonly ssh: string | null;
  readonly note: string;
  readonly tags: readonly string[];
  /** Whether the probe is run through `sudo -n` on the host. */
  readonly sudo: boolean;
}

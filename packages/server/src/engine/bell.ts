/** Wakes everybody who waits; whoever wakes looks again for itself whether it was for it. */
export class Bell {
  #next = Promise.withResolvers<void>();

  ring(): void {
    const now = this.#next;
    this.#next = Promise.withResolvers();
    now.resolve();
  }

  /** Resolves when it rings next. */
  heard(): Promise<void> {
    return this.#next.promise;
  }

  /** Resolves when a condition holds, which is looked at now and at every ring. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await this.heard();
  }
}

import { ShapeIndex } from '@vedette/executions';

import type { KnownShape } from '../engine/engine.ts';
import type { Commands } from './embeddings/shape-vectors.ts';

/** A repeated command is worth a little less in a ranking; to the nearest doubling is near enough. */
const GROWTH = 2;

interface Indexed {
  readonly shape: KnownShape;
  readonly count: number;
}

/**
 * The shapes of one organisation, indexed for questions. It follows the baselines when it is asked,
 * so that the way of an event is not longer because somebody may search for it.
 */
export class ShapeCatalog implements Commands {
  readonly index = new ShapeIndex();
  #indexed = new Map<string, Indexed>();

  /** Takes in what is new or seen far more often, and gives up what is no more. */
  follow(shapes: Iterable<KnownShape>): void {
    const before = this.#indexed;
    const now = new Map<string, Indexed>();
    for (const shape of shapes) {
      const { workload, record } = shape;
      const id = `${workload}\0${record.key}`;
      const known = before.get(id);
      const isSame = known !== undefined && record.count < known.count * GROWTH;
      now.set(id, { shape, count: isSame ? known.count : record.count });
      if (!isSame) this.index.put({ id, argv: record.argv, exe: record.name, count: record.count });
    }
    for (const id of before.keys()) if (!now.has(id)) this.index.remove(id);
    this.#indexed = now;
  }

  ids(): Iterable<string> {
    return this.#indexed.keys();
  }

  textOf(id: string): string | undefined {
    return this.find(id)?.record.argv.join(' ');
  }

  find(id: string): KnownShape | undefined {
    return this.#indexed.get(id)?.shape;
  }
}

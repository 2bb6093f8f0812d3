import type { KnownShape } from '../engine/engine.ts';
import type { Model } from './embeddings/model.ts';
import { createShapeVectors, type ShapeVectors } from './embeddings/shape-vectors.ts';
import { ShapeCatalog } from './shape-catalog.ts';

/** The shapes of one organisation, by words and, where there is a model, by meaning. */
export interface Catalog {
  readonly shapes: ShapeCatalog;
  readonly vectors: ShapeVectors | null;
}

/** Of an organisation each. */
const CATALOGS_MAX = 100;
/** Vectors of all organisations together: 60,000 of 1,024 numbers, 140,000 of 384. */
const VECTOR_BYTES_MAX = 256 * 1024 * 1024;

/**
 * What is known of the organisations that ask, as it is when they ask. Where there is no more room,
 * the one that has not asked for longest gives up its own: the vectors, or all of it.
 */
export function createCatalogs({
  model,
  shapes,
  vectorBytesMax = VECTOR_BYTES_MAX,
}: {
  readonly model: Model | null;
  readonly shapes: (org: string) => Iterable<KnownShape>;
  readonly vectorBytesMax?: number;
}): { readonly of: (org: string) => Catalog } {
  /** Who asked last is last. */
  const catalogs = new Map<string, Catalog>();
  const bytesLeft = (): number =>
    [...catalogs.values()].reduce(
      (left, { vectors }) => left - (vectors?.bytes() ?? 0),
      vectorBytesMax,
    );
  const makeRoom = (bytes: number, org: string): boolean => {
    for (const [other, { vectors }] of catalogs) {
      if (other === org || bytesLeft() >= bytes) break;
      vectors?.clear();
    }
    return bytesLeft() >= bytes;
  };
  return {
    of(org) {
      const catalog = catalogs.get(org) ?? {
        shapes: new ShapeCatalog(),
        vectors: model && createShapeVectors(model, (bytes) => makeRoom(bytes, org)),
      };
      catalogs.delete(org);
      catalogs.set(org, catalog);
      const [oldest] = catalogs;
      if (catalogs.size > CATALOGS_MAX && oldest !== undefined) {
        oldest[1].vectors?.clear();
        catalogs.delete(oldest[0]);
      }
      catalog.shapes.follow(shapes(org));
      catalog.vectors?.follow(catalog.shapes);
      return catalog;
    },
  };
}

import type { BaselineStore } from './baseline-store.ts';
import type { BaselinePlace } from './lance-tables.ts';

/** Opens the baselines of a place; the engine is loaded only now, because it is large. */
export async function openBaselines(place: BaselinePlace): Promise<BaselineStore> {
  const { openLanceBaselines } = await import('./lance-baselines.ts');
  return openLanceBaselines(place);
}

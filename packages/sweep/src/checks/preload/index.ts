import type { Check } from '../check.ts';
import { preloadHidden } from './preload-hidden.ts';
import { preloadLibrary } from './preload-library.ts';

export { evidence } from './evidence.ts';

/** The checks of the section `preload`. */
export const checks: readonly Check[] = [preloadLibrary, preloadHidden];
